namespace Counterpoise.Workflows.Events;

/// <summary>How many of the things at hand are done.</summary>
/// <param name="Action">What is done to them, such as "checked".</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Things">What they are, such as "images".</param>
public sealed record CountProgress(string Action, int Done, int Total, string Things) : WorkflowEvent;
