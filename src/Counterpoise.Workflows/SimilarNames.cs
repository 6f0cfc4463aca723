using System.Globalization;
using System.Text;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows;

/// <summary>Warns of classes whose names people would take for one.</summary>
internal static class SimilarNames
{
    private const int MostClasses = 1000;

    /// <summary>Warns of names that differ in case, blanks or accents alone, the latter as two forms of Unicode write them.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="classes">The names.</param>
    /// <param name="counts">How many each class has.</param>
    /// <param name="noun">Of what, such as <c>rows</c>.</param>
    /// <param name="remedy">How they become one.</param>
    /// <param name="events">Takes the warnings; null drops them.</param>
    public static void Warn(string path, IReadOnlyList<string> classes, IReadOnlyList<int> counts, string noun, string remedy,
        IProgress<WorkflowEvent>? events)
    {
        if (counts.Count > MostClasses)
            return;
        foreach (var same in Enumerable.Range(0, counts.Count).Where(c => counts[c] > 0).GroupBy(c => Bare(classes[c]))
            .Where(g => g.Count() > 1 && g.Key.Length > 0))
        {
            events.Warn($"{path}: the classes {string.Join(" and ", same.Select(c => $"'{classes[c]}' ({counts[c]} {noun})"))} differ in "
                + $"case, blanks or accents alone, and count as different ones: {remedy} if they are one");
        }
    }

    /// <summary>The name without case, blanks and what stands above or below letters: two forms of Unicode agree on the rest.</summary>
    private static string Bare(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                bare.Append(char.ToLowerInvariant(Letter(c)));
        }

        return bare.ToString();
    }

    // Latin letters with accents, of which the decomposed form keeps the letter. Normalisation needs tables that the program leaves out.
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćčďēęěğīłńňőřśşšťūůűźż"
        + "žÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝĀĂĄĆČĎĒĘĚĞĪŃŇŐŘŚŞŠŤŪŮŰŹŻŽİ";

    private const string Letters = "aaaaaaceeeeiiiinooooouuuuyyaaaccdeeegilnnorssstuuuzz"
        + "zAAAAAACEEEEIIIINOOOOOUUUUYAAACCDEEEGINNORSSSTUUUZZZI";

    private static char Letter(char c) => Accented.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? Letters[at] : c;
}
