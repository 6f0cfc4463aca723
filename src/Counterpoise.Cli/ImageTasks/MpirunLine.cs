using Counterpoise.Torch.Mpi;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>
/// How training over several processes is started, in words that can be copied: mpirun starts them, on one machine and on a cluster.
/// </summary>
internal static class MpirunLine
{
    private static readonly string[] Gone = ["--processes", "--distributed"];

    /// <summary>A command line under mpirun.</summary>
    /// <param name="processes">How many processes, a number or a letter for it.</param>
    /// <param name="words">The words after the program's name.</param>
    public static string Of(string processes, IEnumerable<string> words) =>
        $"mpirun {Flags(processes)}-n {processes} {CommandText.Of(words)}";

    /// <summary>
    /// Refuses the options that started processes before MPI did, with the line that replaces them. One process is what there is without
    /// them; under MPI the file of an earlier run may ask for the processes that there are.
    /// </summary>
    /// <param name="words">the words of the command line after the program's name.</param>
    /// <param name="processes">The value of <c>--processes</c>.</param>
    /// <param name="distributed">The value of <c>--distributed</c>.</param>
    /// <exception cref="InputException">One of the options asks for several processes.</exception>
    public static void RefuseOldOptions(IEnumerable<string> words, int processes, bool distributed)
    {
        var launch = MpiLaunch.FromEnvironment();
        if (launch is null ? processes == 1 && !distributed : processes == 1 || launch.Size is null || processes == launch.Size)
        {
            return;
        }

        var name = processes != 1 ? $"--processes {processes}" : "--distributed";
        throw new InputException(
            $"{name} is gone: MPI starts the processes now (Debian and Ubuntu: apt-get install openmpi-bin). Instead:\n  "
            + $"{Of(processes > 1 ? FormattableString.Invariant($"{processes}") : "N", Without(words))}");
    }

    private static IEnumerable<string> Without(IEnumerable<string> words)
    {
        var isCount = false;
        foreach (var word in words)
        {
            var option = Gone.FirstOrDefault(gone => word == gone || word.StartsWith(gone + "=", StringComparison.Ordinal));
            if (option is null && !isCount)
            {
                yield return word;
            }

            isCount = option == Gone[0] && word == option;
        }
    }

    /// <summary>What mpirun asks of an administrator, and of more ranks than cores.</summary>
    private static string Flags(string processes) =>
        (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? "--allow-run-as-root " : "")
        + (int.TryParse(processes, out var count) && count > Environment.ProcessorCount ? "--oversubscribe " : "");
}
