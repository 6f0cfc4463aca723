namespace Counterpoise.ClassifierForms;

/// <summary>
/// Probabilities of two classes, stretched on both sides of a threshold so that it lies at one half: below it p / (2 t), from it on
/// 1/2 + (p − t) / (2 (1 − t)), and at least a little above one half.
/// </summary>
/// <param name="Inner">The form.</param>
/// <param name="Positive">The class that the threshold is for.</param>
/// <param name="Threshold">The threshold t.</param>
public sealed record MovedThresholdForm(ClassifierForm Inner, int Positive, double Threshold) : ClassifierForm(2, Inner.Columns);
