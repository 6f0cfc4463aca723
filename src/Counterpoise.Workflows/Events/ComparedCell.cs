namespace Counterpoise.Workflows.Events;

/// <summary>A cell of a comparison is there.</summary>
/// <param name="Text">Its name and figures.</param>
/// <param name="Finished">How many cells are there.</param>
/// <param name="Total">How many there will be.</param>
public sealed record ComparedCell(string Text, int Finished, int Total) : WorkflowEvent;
