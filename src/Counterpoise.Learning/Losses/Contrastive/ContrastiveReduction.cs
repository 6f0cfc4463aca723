namespace Counterpoise.Learning.Losses;

/// <summary>How the losses of the anchors become one number.</summary>
public enum ContrastiveReduction
{
    /// <summary>
    /// The mean over all M anchors; an anchor without a positive counts as 0. The default, as in the official SupCon code.
    /// </summary>
    Mean,

    /// <summary>The sum over anchors, the paper's Eq. 3 to the letter.</summary>
    Sum,

    /// <summary>The mean over anchors that have a positive; 0 when none has.</summary>
    MeanOfValid,
}
