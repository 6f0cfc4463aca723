using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;

namespace Counterpoise.Learning.Steps;

/// <summary>What a step came to.</summary>
/// <param name="Terms">Its loss.</param>
/// <param name="Output">What the model made of the batch, for observers; null where there is no one output.</param>
public sealed record StepOutcome(LossTerms Terms, ModelOutput? Output = null);
