"""Words that say that a figure is still to come are told from the same characters that do not."""

import pytest
from campaigns.reading.announced import announced

# text, its figure, the words that announce it
ANNOUNCED = [
    ("下一步，县公安局将在年底前建成警务站至少5个，组织群防群治力量不少于800人。", "800人", "年底前"),
    ("下一步，全县再建警务站5个。警力增加300人。", "300人", "下一步"),
    ("全市计划走访群众3万户。", "3万户", "计划"),
    ("我局力争破案率达到95%。", "95%", "力争"),
    ("年底前完成安装500台。", "500台", "年底前"),
    ("今年年底前走访3万户。", "3万户", "今年年底前"),
    ("全县拟新建警务室12个。", "12个", "拟"),
    ("3000名民警将参与执勤。", "3000名", "将"),
    ("到2027年，警务室达到500个。", "500个", "到2027"),
    ("Police will visit 300 households.", "300 households", "will"),
    ("The bureau plans to have 200 cameras set up.", "200 cameras", "plans to"),
    ("It aims to reach 90% of homes.", "90%", "aims to"),
    ("Officers visit 300 homes by the end of the year.", "300 homes", "by the end of the year"),
    ("2. Next steps. Officers visit 40 villages.", "40 villages", "Next steps"),
    ("An estimated 300 officers will be sent.", "300 officers", "will"),
    ("全县今年将化解纠纷700起。", "700起", "将"),
    ("会议要求，年内走访企业600家。", "600家", "会议要求"),
    ("确保抓获逃犯50名。", "50名", "确保"),
    ("Officers should visit 300 households in May.", "300 households", "should"),
    ("The goal for May is 300 arrests.", "300 arrests", "goal for May is"),
]
DONE = [
    ("警方将23名逃犯全部抓获，将36万余元返还群众。", "36万余元"),
    ("将全省16个州市划为四大战区。", "16个"),
    ("春节即将来临，全市抓获嫌疑人300名。", "300名"),
    ("下一步将继续推进，目前已建成警务站5个。", "5个"),
    ("“护航计划”打掉团伙6个。", "6个"),
    ("去年年底前走访3万户。", "3万户"),
    ("到2021年，警务室达到500个。", "500个"),
    ("力争再创佳绩。全市抓获300名。", "300名"),
    ("Police will continue after they had caught 300 suspects.", "300 suspects"),
    ("Police had visited 300 homes by the end of the year.", "300 homes"),
    ("They caught 300 suspects. Patrols will go on.", "300 suspects"),
    ("警方将抓获的80名嫌疑人移送。", "80名"),
    ("原计划走访3万户，实际走访4万户。", "4万户"),
    ("抓获逃犯50名，确保了社会稳定。", "50名"),
    ("Police caught a gang that was going to rob 40 shops.", "40 shops"),
    ("Police caught men with plans to burgle 20 homes.", "20 homes"),
    ("Will Zhang told of 300 suspects.", "300 suspects"),
    ("缴获将投入赌资的现金300万元。", "300万元"),
    ("抓获计划实施抢劫的嫌疑人12名。", "12名"),
]


@pytest.mark.parametrize(("text", "figure", "words"), [*ANNOUNCED, *((*case, "") for case in DONE)])
def test_what_is_announced_is_told_from_what_is_done(text, figure, words):
    start = text.index(figure)
    assert announced(text, start, start + len(figure), 2024) == words
