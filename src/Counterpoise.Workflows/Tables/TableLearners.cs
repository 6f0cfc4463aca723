using Counterpoise.Boosting;
using Counterpoise.Methods;
using Counterpoise.Tabular;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// The classifiers of tables by the names that are typed, from the simplest to the most complex; features are standardised for all of
/// them.
/// </summary>
public static class TableLearners
{
    /// <summary>All classifiers.</summary>
    public static IReadOnlyList<Learner> All { get; } = [.. Learner.Standard, .. BoostingLearners.All, .. TabularLearners.All];

    /// <summary>Their names.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(l => l.Name));

    /// <summary>Finds a classifier, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static Learner Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException(
                $"there is no classifier '{name}'{NearestNames.Question(name, All.Select(l => l.Name))}; expected one of {Names}");
    }
}
