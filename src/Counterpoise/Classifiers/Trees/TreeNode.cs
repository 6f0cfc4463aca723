namespace Counterpoise.Classifiers;

/// <summary>A node of a tree: rows with at most the threshold in the column go left; a leaf has column −1.</summary>
internal readonly record struct TreeNode(int Column, double Threshold, int Left, int Right)
{
    public static TreeNode Leaf { get; } = new(-1, 0, -1, -1);
}
