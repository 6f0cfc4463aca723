namespace Counterpoise.Workflows.Events;

/// <summary>The folder of a run is there; from here on the run can be resumed.</summary>
/// <param name="Folder">The folder, as a full path.</param>
public sealed record RunOpened(string Folder) : WorkflowEvent;
