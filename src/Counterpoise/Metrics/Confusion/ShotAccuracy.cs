namespace Counterpoise.Metrics;

/// <summary>
/// Recall averaged over the classes that had many, a middling number of and few training rows: the measure of the literature on long tails,
/// which shows what a gain on rare classes costs the frequent ones.
/// </summary>
/// <remarks>
/// mean of recall_c over the classes c of a group; more than 100 training rows are many, fewer than 20 few. On a balanced test split it is
/// the accuracy on the images of those classes. Reference: Liu et al., "Large-scale long-tailed recognition in an open world", CVPR 2019.
/// </remarks>
public static class ShotAccuracy
{
    /// <summary>The name of the mean over classes of more than <see cref="ManyAbove"/> training rows.</summary>
    public const string Many = "many_shot_accuracy";

    /// <summary>The name of the mean over the classes between.</summary>
    public const string Medium = "medium_shot_accuracy";

    /// <summary>The name of the mean over classes of fewer than <see cref="FewBelow"/> training rows.</summary>
    public const string Few = "few_shot_accuracy";

    /// <summary>A class of more training rows has many.</summary>
    public const int ManyAbove = 100;

    /// <summary>A class of fewer training rows has few.</summary>
    public const int FewBelow = 20;

    /// <summary>
    /// The means by name, of the groups that have classes; empty where all classes are of one group, since it then is the mean recall.
    /// </summary>
    /// <param name="trainCounts">Training rows of each class.</param>
    /// <param name="recalls">Recall of each class on the test split; null where the class is absent there, which leaves it out.</param>
    /// <exception cref="ArgumentException">The two are not of equal length.</exception>
    public static IReadOnlyDictionary<string, double> Compute(IReadOnlyList<int> trainCounts, IReadOnlyList<double?> recalls)
    {
        ArgumentNullException.ThrowIfNull(trainCounts);
        ArgumentNullException.ThrowIfNull(recalls);
        if (trainCounts.Count != recalls.Count)
        {
            throw new ArgumentException(
                $"{trainCounts.Count} training counts and {recalls.Count} recalls: expected one of each for every class", nameof(recalls));
        }

        var groups = trainCounts.Zip(recalls)
            .Where(c => c.Second is not null)
            .GroupBy(c => c.First > ManyAbove ? Many : c.First < FewBelow ? Few : Medium, c => c.Second!.Value)
            .ToDictionary(group => group.Key, group => group.Average());
        return groups.Count > 1 ? groups : new Dictionary<string, double>();
    }
}
