namespace Counterpoise.ClassifierForms;

/// <summary>
/// The gate of a mixture of K experts: the features of each, normalised by itself, side by side, then Linear, GELU, Linear.
/// </summary>
/// <param name="Norms">One for the features of each expert, [K].</param>
/// <param name="Hidden">From all features to the hidden units.</param>
/// <param name="Output">From the hidden units to K logits.</param>
public sealed record GateForm(IReadOnlyList<RowNormalization> Norms, LinearMap Hidden, LinearMap Output);
