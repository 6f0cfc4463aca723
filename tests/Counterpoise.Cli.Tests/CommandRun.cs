using Counterpoise.Cli.Output;

namespace Counterpoise.Tests.Cli;

/// <summary>
/// Runs the command line within this process, its output captured as in a pipe: starting a program takes half a second each time.
/// </summary>
internal static class CommandRun
{
    /// <summary>Runs one command line to its end.</summary>
    public static ProgramRun Of(params string[] arguments) => Start(CancellationToken.None, arguments).GetAwaiter().GetResult();

    /// <summary>Starts one command line, which the token asks to stop.</summary>
    public static Task<ProgramRun> Start(CancellationToken stop, params string[] arguments) => Task.Run(async () =>
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        // The capture ends with the flow of control that it is set in.
        Terminal.Capture(output, error);
        var code = await Counterpoise.Cli.CommandLine.RunAsync(arguments, stop);
        return new ProgramRun(code, output.ToString(), error.ToString());
    }, CancellationToken.None);
}
