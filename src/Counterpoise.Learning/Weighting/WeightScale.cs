namespace Counterpoise.Learning.Weighting;

/// <summary>The size of the inverse-frequency weights.</summary>
public enum WeightScale
{
    /// <summary>w_c = 1 / (C f_c): the average weight of a training row is exactly 1, whatever the imbalance. The default.</summary>
    MeanOne,

    /// <summary>
    /// w_c = 1 / f_c, the paper's Eq. 2 to the letter: C times larger, so that a contrastive weight of at most 1 can never dominate.
    /// </summary>
    Raw,
}
