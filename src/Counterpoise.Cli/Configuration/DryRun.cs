using System.CommandLine;
using System.Runtime.CompilerServices;
using Counterpoise.Cli.Output;

namespace Counterpoise.Cli.Configuration;

/// <summary>Prints the resolved options instead of running the verb, where they could be used.</summary>
internal static class DryRun
{
    private static readonly ConditionalWeakTable<Command, Action<ParseResult>> Checks = [];

    /// <summary>Sets what a verb checks of its options before they are printed.</summary>
    public static void Check(Command command, Action<ParseResult> check) => Checks.Add(command, check);

    /// <summary>Checks and prints.</summary>
    public static int Run(ParseResult parsed)
    {
        if (Checks.TryGetValue(parsed.CommandResult.Command, out var check))
        {
            check(parsed);
        }

        Terminal.WriteData(YamlConfiguration.Resolved(parsed));
        return ExitCode.Ok;
    }
}
