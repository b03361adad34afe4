import sys

if __name__ == "__main__":  # a started worker imports this module too
    try:
        from campaigns.rerun import unchanged  # inside, because loading it may be interrupted as well

        if len(sys.argv) == 1 and (told := unchanged.said()):
            print("\n".join(told))
        else:
            from campaigns.cli import main

            main()
    except KeyboardInterrupt:
        print("Stopped before anything was changed.", file=sys.stderr)
        sys.exit(130)
