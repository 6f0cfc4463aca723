namespace Counterpoise.Lifecycle.Agents;

/// <summary>Thrown by an agent whose input cannot be worked on; the message is for people, and the run ends with it.</summary>
/// <param name="message">What was found, what was expected, and what to do.</param>
public sealed class AgentStopException(string message) : Exception(message);
