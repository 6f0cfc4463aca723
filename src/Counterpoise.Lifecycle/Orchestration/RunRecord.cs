namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>A run as the audit log knows it.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Status">What it came to.</param>
/// <param name="Begun">When, in UTC.</param>
/// <param name="Data">The file's name.</param>
/// <param name="Reason">The question, or why it ended.</param>
/// <param name="AskedAt">The step at which a person is asked; empty where nobody is.</param>
public sealed record RunRecord(string Run, PipelineStatus Status, DateTimeOffset Begun, string Data, string Reason, string AskedAt);
