namespace Counterpoise.Reports.Charts;

/// <summary>
/// Colours and shapes. The hues are Okabe and Ito's, told apart by people with any colour vision, darkened or lightened by the
/// style sheet for each background; every colour comes with a shape, so that colour never stands alone.
/// </summary>
/// <remarks>Reference: Okabe and Ito, "Color Universal Design", 2008.</remarks>
internal static class Palette
{
    private const int Colours = 8;

    private static readonly string[] ShapeNames = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross",
        "triangle-right", "triangle-left"];

    private static readonly int[][] Dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 3], [4, 2, 1, 2], [1, 3], [10, 2, 2, 2, 2, 2]];

    /// <summary>The colour of the i-th class.</summary>
    public static string Class(int i) => $"var(--k{i % Colours})";

    /// <summary>The colour of the i-th method that is neither baseline nor candidate.</summary>
    public static string Method(int i) => $"var(--m{i % (Colours - 2)})";

    /// <summary>The i-th way to draw a line; the first is solid.</summary>
    public static int[] Dash(int i) => Dashes[i % Dashes.Length];

    /// <summary>The i-th shape.</summary>
    public static string Shape(int i) => ShapeNames[i % ShapeNames.Length];
}
