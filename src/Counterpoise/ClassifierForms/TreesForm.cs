namespace Counterpoise.ClassifierForms;

/// <summary>One or many decision trees.</summary>
/// <param name="ClassCount">Number of classes, C.</param>
/// <param name="Columns">Numbers of a row, d.</param>
/// <param name="Trees">The trees; their leaves are added in this order.</param>
/// <param name="Link">What follows the sums.</param>
public sealed record TreesForm(int ClassCount, int Columns, IReadOnlyList<TreeForm> Trees, TreeLink Link)
    : ClassifierForm(ClassCount, Columns)
{
    /// <summary>What sums of scores are divided by before the link: 1, or the number of rounds where scores are averaged.</summary>
    public double Divisor { get; init; } = 1;

    /// <summary>
    /// The columns that each column of the trees stands for, where trees split places of categories: of more than one column of 0 and 1 the
    /// place of the 1, or −1 where all are 0. Null where trees split the columns themselves.
    /// </summary>
    public IReadOnlyList<Range>? Groups { get; init; }
}
