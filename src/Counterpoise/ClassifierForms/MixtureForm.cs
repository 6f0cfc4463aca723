namespace Counterpoise.ClassifierForms;

/// <summary>
/// What a soft mixture of K experts does with their probabilities, as constants: logits ln(max(p, 1e-12)) / T of each, a correction that is
/// linear in its normalised features, and the gate's weights.
/// </summary>
/// <param name="Temperatures">T of each expert, [K].</param>
/// <param name="Gate">The gate.</param>
/// <param name="Corrections">From the normalised features of each expert to what its logits are corrected by, [K]; none where they are not.
/// </param>
/// <param name="MixesLogits">Whether logits are mixed, and not probabilities.</param>
/// <param name="GateTemperature">What the gate's logits are divided by, above 0.</param>
public sealed record MixtureForm(IReadOnlyList<double> Temperatures, GateForm Gate, IReadOnlyList<LinearMap> Corrections,
    bool MixesLogits, double GateTemperature)
{
    /// <summary>Below it a probability counts as this, so that its logarithm stays finite.</summary>
    public const double LeastProbability = 1e-12;
}
