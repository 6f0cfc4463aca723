namespace Counterpoise.Workflows.Events;

/// <summary>What a workflow tells while it works: notes for people, and how far it is. Who calls it decides what becomes of them.</summary>
public abstract record WorkflowEvent;
