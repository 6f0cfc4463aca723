namespace Counterpoise.Profiles;

/// <summary>How many rows each class has, and how uneven that is. Serialises with System.Text.Json.</summary>
public sealed record ClassProfile
{
    /// <summary>Rows in all.</summary>
    public required int RowCount { get; init; }

    /// <summary>The C classes, in class order.</summary>
    public required IReadOnlyList<ClassShare> Classes { get; init; }

    /// <summary>The largest class; the first among equals.</summary>
    public required string Majority { get; init; }

    /// <summary>The smallest class that has rows; the first among equals.</summary>
    public required string Minority { get; init; }

    /// <summary>Rows of the largest class over rows of the smallest that has any; 1 is balanced.</summary>
    public required double ImbalanceRatio { get; init; }

    /// <summary>σ of the class frequencies, see <see cref="ImbalanceLevel"/>.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Shannon entropy of the class frequencies, in nats.</summary>
    public required double Entropy { get; init; }

    /// <summary>Entropy over ln C, in [0, 1]; 1 is balanced.</summary>
    public required double NormalizedEntropy { get; init; }

    /// <summary>The likelihood-ratio imbalance degree, see <see cref="ImbalanceDegree"/>.</summary>
    public required double LikelihoodRatioImbalanceDegree { get; init; }

    /// <summary>Sum of the classes' effective numbers.</summary>
    public required double TotalEffectiveNumber { get; init; }

    /// <summary>Classes that were named and have no row.</summary>
    public IReadOnlyList<string> AbsentClasses => [.. Classes.Where(c => c.Count == 0).Select(c => c.Name)];

    /// <summary>Profiles counts.</summary>
    /// <param name="counts">Rows of each class, [C], at least 0; C at least 2 and at least one class with rows.</param>
    /// <param name="classNames">C names.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than two classes, or there are no rows.</exception>
    public static ClassProfile Of(ReadOnlySpan<int> counts, IReadOnlyList<string> classNames, ClassProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        options ??= new ClassProfileOptions();
        options.Validate();
        if (counts.Length != classNames.Count)
            throw new ArgumentException($"found {counts.Length} counts and {classNames.Count} names; expected one name per class",
                nameof(classNames));
        if (counts.Length < 2) throw new ArgumentException($"found {counts.Length} class; imbalance needs at least 2", nameof(counts));
        var n = counts.ToArray();
        var sigma = ImbalanceLevel.StandardDeviation(n, options.DegreesOfFreedom);
        int total = n.Sum(), largest = n.Max(), smallest = n.Where(c => c > 0).Min();
        var entropy = -n.Where(c => c > 0).Sum(c => (double)c / total * Math.Log((double)c / total));
        ClassShare[] classes = [.. n.Select((c, i) => new ClassShare(classNames[i], c, (double)c / total,
            c == 0 ? null : (double)largest / c, EffectiveNumber.Of(c, options.Beta), c > 0 && c < options.TinyClass))];
        return new ClassProfile
        {
            RowCount = total,
            Classes = classes,
            Majority = classNames[Array.IndexOf(n, largest)],
            Minority = classNames[Array.IndexOf(n, smallest)],
            ImbalanceRatio = (double)largest / smallest,
            StandardDeviation = sigma,
            Entropy = Math.Max(0, entropy),
            NormalizedEntropy = Math.Max(0, entropy) / Math.Log(n.Length),
            LikelihoodRatioImbalanceDegree = ImbalanceDegree.LikelihoodRatio(n),
            TotalEffectiveNumber = classes.Sum(c => c.EffectiveNumber),
        };
    }

    /// <summary>Profiles labels.</summary>
    /// <param name="labels">n classes in [0, C).</param>
    /// <param name="classNames">C names.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">A label is outside [0, C), or there are no rows.</exception>
    public static ClassProfile OfLabels(ReadOnlySpan<int> labels, IReadOnlyList<string> classNames, ClassProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        var counts = new int[classNames.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)counts.Length)
                throw new ArgumentException($"row {i} has label {labels[i]}; expected a class in [0, {counts.Length})", nameof(labels));
            counts[labels[i]]++;
        }

        return Of(counts, classNames, options);
    }
}
