using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Counterpoise.Cli;

/// <summary>What a verb that was interrupted has left, for people: where it is and how to go on with it.</summary>
internal static class KeptWork
{
    private const string Kept = "cancelled; finished work is kept";

    private static readonly ConditionalWeakTable<Command, Func<ParseResult, string?>> Places = [];

    /// <summary>Says where a verb keeps finished work, from which the same command goes on.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="place">The folder or file of a command line; null where it names none.</param>
    /// <param name="part">What in that folder is finished work; empty for the folder itself.</param>
    public static void In(Command command, Func<ParseResult, string?> place, string part = "") =>
        Places.Add(command, parsed => place(parsed) is { } path && Path.Exists(Path.Combine(path, part)) ? path : null);

    /// <summary>Marks a cancellation of a verb that has said itself what it keeps.</summary>
    public static void Say(OperationCanceledException cancellation) => cancellation.Data[nameof(KeptWork)] = true;

    /// <summary>What is said last.</summary>
    /// <param name="cancellation">What ended the verb.</param>
    /// <param name="parsed">Its command line; null where that was not understood yet.</param>
    public static string Describe(Exception cancellation, ParseResult? parsed) =>
        cancellation.Data.Contains(nameof(KeptWork)) ? Kept
        : parsed is not null && Places.TryGetValue(parsed.CommandResult.Command, out var place) && place(parsed) is { } path
            ? $"{Kept} in {path}, and the same command goes on with it"
        : "cancelled; nothing is kept of it, and the same command begins anew";
}
