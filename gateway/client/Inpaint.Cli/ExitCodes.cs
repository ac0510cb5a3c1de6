namespace Inpaint.Cli;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    /// <summary>All was done.</summary>
    public const int Success = 0;

    /// <summary>Some pictures failed, or a training run did; the others are done.</summary>
    public const int Partly = 1;

    /// <summary>The command line or one of its files is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>The service refused the request.</summary>
    public const int Refused = 3;

    /// <summary>The service could not be reached, or broke off.</summary>
    public const int Unavailable = 4;

    /// <summary>Interrupted by Ctrl-C, as shells have it.</summary>
    public const int Cancelled = 130;
}
