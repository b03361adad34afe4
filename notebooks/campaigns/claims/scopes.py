"""The scope of a row in Chinese, where readers of a table need it and the report's own word does not say it."""

#: Scope, as reported_figures has it: what alone is counted.
IN_CHINESE = {
    "first night round only": "仅首轮夜间行动", "second night round only": "仅第二轮夜间行动",
    "third night round only": "仅第三轮夜间行动", "night rounds only": "仅夜间行动",
    "first night of the first night round only": "仅首轮夜间行动首夜",
    "first night of the second night round only": "仅第二轮夜间行动首夜",
    "first night of the third night round only": "仅第三轮夜间行动首夜",
    "first two night rounds only": "仅前两轮夜间行动", "first night sweep only": "仅首夜清查",
    "first two nights of the second night round only": "仅第二轮夜间行动前两夜",
    "third night round and holiday only": "仅第三轮夜间行动和假日",
    "launch night only": "仅启动之夜", "province-wide actions only": "仅全省统一行动",
    "Mid-Autumn holiday only": "仅中秋假期", "patrols only": "仅巡防",
    "private economy only": "仅民营经济", "business environment only": "仅营商环境",
    "convenience services only": "仅便民服务", "ministry and provincial titles": "部级和省级命名",
    "ministry titles only": "仅部级命名", "provincial titles only": "仅省级命名", "within 3 days": "三天之内",
    "certain kinds of cases only": "仅部分类型案件", "community officers only": "仅社区民警",
    "village auxiliaries only": "仅村辅警", "village police assistants only": "仅村警务助理", "grid heads only": "仅网格长",
    "railway police only": "仅铁路公安", "traffic police only": "仅交警", "police stations only": "仅派出所",
    "border police only": "仅边防公安", "solved on the spot only": "仅当场解决",
    "checks of listed trouble spots only": "仅排查重点部位", "risks only": "仅风险隐患", "theft only": "仅盗窃",
    "cases of the same year only": "仅当年案件", "criminal cases only": "仅刑事案件", "telecom fraud only": "仅电信诈骗",
}  # fmt: skip
