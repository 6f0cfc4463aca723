namespace Counterpoise.Lifecycle.Watching;

/// <summary>What is told while a stream is watched.</summary>
/// <param name="Window">A window that was completed; null where something else happened.</param>
/// <param name="Alarms">Alarms that are new.</param>
/// <param name="Note">Something to know; null where there is nothing.</param>
/// <param name="Result">Everything up to now.</param>
public sealed record WatchProgress(WatchedWindow? Window, IReadOnlyList<WatchAlarm> Alarms, string? Note, WatchResult Result);
