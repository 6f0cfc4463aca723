using System.CommandLine;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli;

/// <summary>What a verb does with one kind of data.</summary>
/// <param name="Task">The kind.</param>
/// <param name="Run">Runs the verb; gives an <see cref="ExitCode"/>.</param>
internal sealed record DataArm(IDataTask Task, Func<ParseResult, CancellationToken, Task<int>> Run)
{
    /// <summary>The options that are for this kind alone; with another kind they are refused.</summary>
    public IReadOnlyList<Option> Own { get; init; } = [];

    /// <summary>Options of other kinds that this one takes as well.</summary>
    public IReadOnlyList<Option> Shared { get; init; } = [];

    /// <summary>Checks the options before --dry-run prints them; null where nothing is checked.</summary>
    public Action<ParseResult>? Check { get; init; }
}
