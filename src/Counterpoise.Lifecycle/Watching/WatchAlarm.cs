using Counterpoise.Lifecycle.Drift;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>A sign of drift at the moment it appeared; while it lasts it is not told again.</summary>
/// <param name="Window">The window in which it was found, from 1.</param>
/// <param name="Row">The last row that had been read, from 1.</param>
/// <param name="Detector">What found it, such as <c>ks</c> or <c>hddm-a</c>.</param>
/// <param name="Subject">In what: a column, <c>classes</c>, <c>recall(class)</c> or <c>errors</c>.</param>
/// <param name="Level">A warning or a drift.</param>
/// <param name="Text">The figure, for people.</param>
public sealed record WatchAlarm(int Window, long Row, string Detector, string Subject, DriftLevel Level, string Text);
