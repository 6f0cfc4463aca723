using Counterpoise.Cli.Output;

namespace Counterpoise.Tests.Cli;

/// <summary>
/// Runs the command line within this process, its output captured as in a pipe: starting a program takes half a second each time.
/// </summary>
internal static class CommandRun
{
    /// <summary>Runs one command line to its end.</summary>
    public static ProgramRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        // The capture ends with the flow of control that it is set in.
        var code = Task.Run(() =>
        {
            Terminal.Capture(output, error);
            return Counterpoise.Cli.CommandLine.RunAsync(arguments);
        }).GetAwaiter().GetResult();
        return new ProgramRun(code, output.ToString(), error.ToString());
    }
}
