using Counterpoise.Messages;

namespace Counterpoise.Workflows.Events;

/// <summary>Short forms for those who tell.</summary>
internal static class EventExtensions
{
    /// <summary>Tells something to know.</summary>
    public static void Note(this IProgress<WorkflowEvent>? events, Message text) => events?.Report(new Note(NoteKind.Information, text));

    /// <summary>Tells something that may make results worse or other than they seem.</summary>
    public static void Warn(this IProgress<WorkflowEvent>? events, Message text) => events?.Report(new Note(NoteKind.Warning, text));

    /// <summary>Counts things; safe for several threads where the events are.</summary>
    public static IProgress<int> Count(this IProgress<WorkflowEvent>? events, string action, int total, string things = "images") =>
        new Counter(events, action, total, things);

    /// <summary>Counts cells, of which the work itself says how many there are.</summary>
    public static IProgress<(int Done, int All)> Cells(this IProgress<WorkflowEvent>? events) => new CellCounter(events);

    private sealed class CellCounter(IProgress<WorkflowEvent>? events) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => events?.Report(new CountProgress("computed", value.Done, value.All, "cells"));
    }

    private sealed class Counter(IProgress<WorkflowEvent>? events, string action, int total, string things) : IProgress<int>
    {
        public void Report(int value) => events?.Report(new CountProgress(action, value, total, things));
    }
}
