namespace Counterpoise.Vision;

/// <summary>Collects what is wrong with a set of options into one exception.</summary>
internal static class Faults
{
    public static void ThrowIfAny(string subject, List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new ArgumentException($"{subject}: {string.Join("; ", faults)}");
        }
    }

    public static void RequireProbability(this List<string> faults, double value, string name)
    {
        if (!(value is >= 0 and <= 1))
        {
            faults.Add(FormattableString.Invariant($"{name} is {value}, expected a probability from 0 to 1"));
        }
    }
}
