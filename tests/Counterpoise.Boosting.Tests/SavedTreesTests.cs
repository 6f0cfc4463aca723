using System.Text;
using Counterpoise.Classifiers;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;

namespace Counterpoise.Boosting.Tests;

public sealed class SavedTreesTests : IDisposable
{
    private static readonly ClassifierCodecs Codecs = new(BoostingLearners.Codecs);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("counterpoise-trees-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("boosting", 2)]
    [InlineData("boosting", 3)]
    [InlineData("forest", 3)]
    [InlineData("xgboost", 3)]
    [InlineData("xgboost-forest", 2)]
    public void Trees_come_back_from_a_model_file_with_equal_predictions(string name, int classes)
    {
        if (name.StartsWith("xgboost", StringComparison.Ordinal))
            Samples.NeedXgBoost();
        var (features, labels) = Samples.Noisy(150, classes, 0.1, 1);
        var learner = BoostingLearners.All.Single(l => l.Name == name);
        using var trees = (BoostedTrees)learner.Create(learner.Defaults).WithCategories([1..3])
            .Fit(features, labels, classes, [], new RandomStream(0));
        var path = Path.Combine(_folder.FullName, "model.cpm");
        PartFile.Write(path, part => Codecs.Write(part, "classifier", trees));
        using var back = (BoostedTrees)PartFile.Read(path, part => Codecs.Read(part, "classifier"));
        var (fresh, _) = Samples.Noisy(80, classes, 0.1, 7);
        Assert.Equal(trees.PredictProbabilities(fresh), back.PredictProbabilities(fresh));
    }

    [Theory]
    [InlineData("left_child", "99999", "has left_child 99999")]
    [InlineData("right_child", "0", "has right_child 0")]
    [InlineData("right_child", "-99", "has right_child -99")]
    [InlineData("split_feature", "77", "splits column 77 of 4")]
    [InlineData("split_feature", "-1", "splits column -1 of 4")]
    [InlineData("decision_type", "1", "splits categories")]
    [InlineData("num_leaves", "931", "numbers of leaf_value; expected 931")]
    [InlineData("num_cat", "1", "'num_cat' is 1")]
    [InlineData("threshold", "x", "of threshold")]
    [InlineData("tree_sizes", "99999999", "does not stand where its size says")]
    [InlineData("tree_sizes", "-5", "does not stand where its size says")]
    [InlineData("max_feature_idx", "2", "names and ranges of columns")]
    [InlineData("objective", "custom", "the objective is 'custom")]
    [InlineData("num_tree_per_iteration", "0", "'num_tree_per_iteration' is 0")]
    [InlineData("Tree", "7", "does not stand where its size says")]
    public void A_text_that_lies_is_refused_before_the_library_sees_it(string name, string lie, string expected)
    {
        var (features, labels) = Samples.Noisy(150, 2, 0.1, 1);
        using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Rounds = 3 })
            .Fit(features, labels, 2, [], new RandomStream(0));
        var path = Path.Combine(_folder.FullName, "model.txt");
        trees.Save(path);
        BoostedTrees.Load(path).Dispose();
        File.WriteAllText(path, Lie(File.ReadAllText(path, Encoding.Latin1), name, lie), Encoding.Latin1);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => BoostedTrees.Load(path)).Message);
    }

    /// <summary>
    /// The text with the first value of a line replaced, and the size of the first tree made to fit where the line is in it.
    /// </summary>
    private static string Lie(string good, string name, string lie)
    {
        var start = good.IndexOf($"\n{name}=", StringComparison.Ordinal) + name.Length + 2;
        var end = good.IndexOfAny([' ', '\n'], start);
        var text = good[..start] + lie + good[end..];
        if (start < good.IndexOf("Tree=0", StringComparison.Ordinal) + 7)
            return text;
        var at = text.IndexOf("tree_sizes=", StringComparison.Ordinal) + "tree_sizes=".Length;
        var size = text[at..text.IndexOf(' ', at)];
        return text[..at] + (int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) + text.Length - good.Length)
            + text[(at + size.Length)..];
    }

    [Fact]
    public void A_text_cut_at_any_place_is_refused_or_read_and_never_ends_the_process()
    {
        var (features, labels) = Samples.Noisy(100, 2, 0.1, 1);
        using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Rounds = 2 })
            .Fit(features, labels, 2, [], new RandomStream(0));
        var path = Path.Combine(_folder.FullName, "model.txt");
        trees.Save(path);
        var good = File.ReadAllBytes(path);
        for (var length = 0; length < good.Length; length += 37)
        {
            File.WriteAllBytes(path, good[..length]);
            try
            {
                BoostedTrees.Load(path).Dispose();
            }
            catch (InvalidDataException)
            {
                // Refused by name.
            }
        }
    }
}
