using Counterpoise.Workflows;

namespace Counterpoise.Cli;

/// <summary>What the process returns to its caller.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
    public const int Cancelled = 130;

    /// <summary>
    /// A fault of the user's input, or a library that the input needs and that is not there, is 2, a cancelled run 130, anything else 1.
    /// </summary>
    public static int Of(Exception exception) => exception switch
    {
        OperationCanceledException => Cancelled,
        _ when InputFault.Is(exception) => BadInput,
        _ => Failed,
    };
}
