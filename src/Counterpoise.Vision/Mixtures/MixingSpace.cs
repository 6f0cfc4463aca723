namespace Counterpoise.Vision.Mixtures;

/// <summary>Where the outputs of experts are mixed.</summary>
public enum MixingSpace
{
    /// <summary>p = Σ_k a_k softmax(e_k): the default.</summary>
    Probability,

    /// <summary>p = softmax(Σ_k a_k e_k).</summary>
    Logit,
}
