using System.Diagnostics;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Jobs;

/// <summary>How to start this command line again in another process.</summary>
internal static class OwnCommandLine
{
    /// <summary>The same program with the same arguments, its input a pipe by which it follows this process.</summary>
    /// <param name="processes">Processes that share the machine's cores; the engine of each has as many threads as its share, unless the person's environment says how many.</param>
    /// <param name="variables">What tells the process its part.</param>
    public static ProcessStartInfo Again(int processes, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var arguments = Environment.GetCommandLineArgs();
        var program = Environment.ProcessPath!;

        // Started as "dotnet program.dll" the program is the first argument.
        var host = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program, host ? arguments : arguments[1..]) { RedirectStandardInput = true };
        start.Environment.TryAdd("OMP_NUM_THREADS", FormattableString.Invariant($"{CoreShare.OfEach(processes)}"));
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

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
