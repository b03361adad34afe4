from campaigns.cli import main

if __name__ == "__main__":  # a started worker imports this module too
    main()
