namespace Counterpoise.Reports.Watching;

/// <summary>An alarm of a watch.</summary>
/// <param name="Window">The window, from 1.</param>
/// <param name="Row">The last row that had been read, from 1.</param>
/// <param name="Detector">What found it.</param>
/// <param name="Subject">In what.</param>
/// <param name="Level">How grave it is: <c>drift</c> or <c>warning</c>.</param>
/// <param name="Text">The figure.</param>
public sealed record WatchAlarmRow(int Window, long Row, string Detector, string Subject, string Level, string Text);
