using Counterpoise.Comparisons;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows;

/// <summary>
/// The report of an earlier comparison in a folder, which a comparison of other data or methods does not replace unasked.
/// </summary>
internal static class EarlierResults
{
    private static readonly string[] Files = ["comparison.json", "report.html", "cells.json"];

    /// <summary>Moves them to a folder of their own below, where the earlier comparison holds what the new one does not; says so.</summary>
    /// <param name="folder">The folder of the comparison.</param>
    /// <param name="scenarios">Data sets or scenarios of the new one.</param>
    /// <param name="methods">Its methods.</param>
    /// <param name="events">Who is told.</param>
    public static void KeepAside(string folder, IEnumerable<string> scenarios, IEnumerable<string> methods,
        IProgress<WorkflowEvent>? events)
    {
        var path = Path.Combine(folder, Files[0]);
        if (!File.Exists(path) || Read(path) is not { } earlier)
            return;
        string[] lost = [.. earlier.Scenarios.Select(s => s.Name).Except(scenarios),
            .. earlier.Methods.Select(m => m.Name).Except(methods)];
        if (lost.Length == 0)
            return;
        var aside = Enumerable.Range(1, int.MaxValue).Select(i => Path.Combine(folder, "earlier", $"{i}")).First(f => !Directory.Exists(f));
        Directory.CreateDirectory(aside);
        foreach (var file in Files.Where(f => File.Exists(Path.Combine(folder, f))))
        {
            File.Move(Path.Combine(folder, file), Path.Combine(aside, file));
        }

        events.Note($"the report that stood in {folder} has {string.Join(", ", lost.Take(5))}{(lost.Length > 5 ? ", …" : "")}, which "
            + $"this comparison has not: it is kept in {aside}");
    }

    private static Comparison? Read(string path)
    {
        try
        {
            return Comparison.Load(path);
        }
        catch (Exception fault) when (
            fault is IOException or InvalidDataException or System.Text.Json.JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
