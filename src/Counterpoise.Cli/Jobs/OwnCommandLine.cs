using System.Diagnostics;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Jobs;

/// <summary>How to start this command line again in another process.</summary>
internal static class OwnCommandLine
{
    /// <summary>The same program with the same arguments, its input a pipe by which it follows this process.</summary>
    /// <param name="processes">Processes that share the machine's cores; the engine of each has as many threads as its share, unless the
    /// person's environment says how many.</param>
    /// <param name="variables">What tells the process its part.</param>
    public static ProcessStartInfo Again(int processes, IEnumerable<KeyValuePair<string, string>> variables) =>
        Of(Arguments()[1..], processes, variables);

    /// <summary>The same program with other arguments.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="processes">As for <see cref="Again"/>.</param>
    /// <param name="variables">What tells the process its part.</param>
    public static ProcessStartInfo Of(IEnumerable<string> arguments, int processes, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program, IsHosted(program) ? [Arguments()[0], .. arguments]
            : arguments) { RedirectStandardInput = true };
        start.Environment.TryAdd("OMP_NUM_THREADS", FormattableString.Invariant($"{CoreShare.OfEach(processes)}"));
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string[] Arguments() => Environment.GetCommandLineArgs();

    /// <summary>Started as "dotnet program.dll" the program is the first argument.</summary>
    private static bool IsHosted(string program) => Path.GetFileNameWithoutExtension(program) == "dotnet";

    /// <summary>Asks a process so started to stop after the step in hand.</summary>
    public static void AskToStop(Process process)
    {
        try
        {
            process.StandardInput.BaseStream.WriteByte((byte)'\n');
            process.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }
}
