namespace Counterpoise.TrainingDynamics;

/// <summary>Names what imbalance and overlap do to a figure of training.</summary>
/// <remarks>
/// Precedence: undecidable, masking, dominance, interaction, shared, of one alone, none. Differences of effects are in units of g. The
/// pattern rule, its order and its thresholds are ours: Dapaah, Makedonski and Grabowski, arXiv:2606.24968, name the kinds.
/// </remarks>
public static class PatternRule
{
    /// <summary>The pattern of three effects.</summary>
    /// <param name="imbalance">Effect of imbalance alone; null where it has no value.</param>
    /// <param name="overlap">Effect of overlap alone.</param>
    /// <param name="joint">Effect of both.</param>
    /// <param name="thresholds">What counts.</param>
    /// <param name="isFaithful">Whether each intervention left the other measure alone.</param>
    public static DynamicsPattern Name(DynamicsEffect? imbalance, DynamicsEffect? overlap, DynamicsEffect? joint,
        PatternThresholds thresholds, bool isFaithful = true)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        thresholds.Validate();
        if (imbalance is null || overlap is null || joint is null)
        {
            return DynamicsPattern.Undecidable;
        }

        var (i, o, j) = (imbalance.Counts(thresholds), overlap.Counts(thresholds), joint.Counts(thresholds));
        if (!i && !o && !j)
        {
            return DynamicsPattern.None;
        }

        if (!isFaithful)
        {
            return DynamicsPattern.Undecidable;
        }

        if ((i || o) && !j)
        {
            return DynamicsPattern.Masking;
        }

        if (i && o && Math.Sign(imbalance.G) != Math.Sign(overlap.G))
        {
            if (Math.Abs(joint.G - imbalance.G) <= thresholds.Same)
            {
                return DynamicsPattern.ImbalanceDominates;
            }

            if (Math.Abs(joint.G - overlap.G) <= thresholds.Same)
            {
                return DynamicsPattern.OverlapDominates;
            }
        }

        if (Math.Abs(joint.G - imbalance.G - overlap.G) > thresholds.Interaction
            && !(i ^ o && Math.Abs(joint.G - (i ? imbalance.G : overlap.G)) <= thresholds.Interaction))
        {
            return DynamicsPattern.Interaction;
        }

        return i && o ? Math.Sign(imbalance.G) == Math.Sign(overlap.G) ? DynamicsPattern.Shared : DynamicsPattern.None
            : i ? DynamicsPattern.ImbalanceOnly : o ? DynamicsPattern.OverlapOnly : DynamicsPattern.None;
    }

    /// <summary>
    /// The lowest thresholds with which no more than a share of null cases gets a name: runs that differ by their seeds alone.
    /// </summary>
    /// <param name="nulls">Effects of three sets of baseline runs against a fourth, for each table and figure.</param>
    /// <param name="share">The largest share of names, above 0. Default 0.05.</param>
    /// <returns>Thresholds whose effect and interaction are raised in steps of 0.1 up to 10, and the share of names that remains.</returns>
    /// <exception cref="ArgumentException">There is no null case.</exception>
    public static (PatternThresholds Thresholds, double Share) Calibrate(
        IReadOnlyList<(DynamicsEffect? Imbalance, DynamicsEffect? Overlap, DynamicsEffect? Joint)> nulls, double share = 0.05)
    {
        ArgumentNullException.ThrowIfNull(nulls);
        var known = nulls.Where(n => n.Imbalance is not null && n.Overlap is not null && n.Joint is not null).ToArray();
        if (known.Length == 0)
        {
            throw new ArgumentException("there is no null case to calibrate on; expected runs that differ by their seeds alone",
                nameof(nulls));
        }

        for (var step = 5; ; step++)
        {
            var thresholds = new PatternThresholds { Effect = step / 10.0, Interaction = step / 10.0 };
            var named = known.Count(n => Name(n.Imbalance, n.Overlap, n.Joint, thresholds) != DynamicsPattern.None) / (double)known.Length;
            if (named <= share || step == 100)
            {
                return (thresholds, named);
            }
        }
    }
}
