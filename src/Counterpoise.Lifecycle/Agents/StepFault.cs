namespace Counterpoise.Lifecycle.Agents;

/// <summary>What a validator found wrong with the output of a step.</summary>
/// <param name="Check">The validator: <c>schema</c>, <c>row-loss</c>, <c>leakage</c>, <c>overlap</c> or <c>metrics</c>.</param>
/// <param name="Text">What was found and what was expected.</param>
public sealed record StepFault(string Check, string Text);
