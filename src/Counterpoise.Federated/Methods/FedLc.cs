using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// FedLC: cross-entropy of logits lowered by τ n_c^(−1/4), n_c the client's rows of class c, which widens the margin of classes rare at the
/// client.
/// </summary>
/// <remarks>
/// A class that the client lacks is left out of the softmax. Reference: Zhang et al., "Federated learning with label distribution skew via
/// logits calibration", ICML 2022, arXiv:2209.00189.
/// </remarks>
/// <param name="strength">τ, 0 or more; default 1, the paper tunes it over 0.1 to 1.</param>
public sealed class FedLc(double strength = 1) : IFederatedMethod
{
    private const string Shift = "calibration";
    private readonly double _strength = strength is >= 0 and < double.PositiveInfinity ? strength
        : throw new ArgumentOutOfRangeException(nameof(strength), strength, "expected 0 or more");

    /// <inheritdoc/>
    public string Name => "fedlc";

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        double[] shift = [.. round.Counts.Select(n => n == 0 ? double.NegativeInfinity : -_strength * Math.Pow(n, -0.25))];
        round.Tensors[Shift] = torch.tensor(shift, dtype: round.Network.parameters().First().dtype).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Loss(LocalRound round, LocalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(batch);
        return nn.functional.cross_entropy(batch.Logits + round.Tensors[Shift], batch.Labels);
    }
}
