from campaigns.commands import main

main()
