import sys

if __name__ == "__main__":  # a started worker imports this module too
    try:
        from campaigns.cli import main  # inside, because loading it may be interrupted as well

        main()
    except KeyboardInterrupt:
        print("Stopped before anything was changed.", file=sys.stderr)
        sys.exit(130)
