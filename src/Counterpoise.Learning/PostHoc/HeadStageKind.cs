namespace Counterpoise.Learning.PostHoc;

/// <summary>What becomes of the last layer after training.</summary>
public enum HeadStageKind
{
    /// <summary>Trained anew from initial values with class-balanced sampling (cRT).</summary>
    Retraining,

    /// <summary>Each class's weights and bias multiplied by a factor that is learnt with class-balanced sampling (LWS).</summary>
    Rescaling,

    /// <summary>
    /// Each class's weights divided by a power of their norm that is chosen on the validation split, and the bias left out
    /// (τ-normalisation).
    /// </summary>
    Normalization,

    /// <summary>
    /// The bias less τ log π_c, π_c the prior of a class in the training rows, with τ chosen on the validation split (post-hoc logit
    /// adjustment).
    /// </summary>
    Adjustment,
}
