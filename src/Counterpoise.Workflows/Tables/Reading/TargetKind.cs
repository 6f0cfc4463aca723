using System.Globalization;
using Counterpoise.Profiles;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Asks whether a target of numbers is a quantity, before every number becomes a class.</summary>
internal static class TargetKind
{
    private const int FewestRows = 10;

    /// <summary>Refuses a quantity, and a target that names rows; tells of a count.</summary>
    /// <exception cref="InputException">The target is a quantity, or every row is a class of its own.</exception>
    public static void Refuse(string path, Labels labels, IProgress<WorkflowEvent>? events)
    {
        if (NumberTarget.Of(labels) is not { } numbers)
        {
            if (labels.Count >= FewestRows && labels.ClassCounts().All(n => n <= 1))
                throw new InputException(
                    $"{path}: the target '{labels.Name}' has {labels.Count} different names in {labels.Count} rows: it tells rows apart, "
                        + $"and "
                    + $"no class can be learned of one row; name another column with --target");
            return;
        }

        if (numbers.IsQuantity)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the target '{labels.Name}' has {numbers.Distinct} different numbers in {labels.Count} rows: is it a quantity? "
                + $"--positive-when '>{numbers.Median:G4}' makes two classes of it; --categorical {CommandText.Quote(labels.Name)} says "
                + $"that each number is a class; --task regression (train, compare, resample, profile, evaluate) takes it as the number "
                + $"it is"));
        events.Note($"{path}: the classes of '{labels.Name}' are the whole numbers 0 to {labels.Classes[^1]}: if they count something, "
            + $"--positive-when '>0' makes two classes of them");
    }
}
