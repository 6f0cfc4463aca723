using Counterpoise.Workflows.Episodes;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Tests;

public sealed class FewShotEvaluatingTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"counterpoise-{Guid.NewGuid():n}.csv");

    public FewShotEvaluatingTests() => File.WriteAllLines(_file,
        ["x,y,class", .. Enumerable.Range(0, 24).Select(i => FormattableString.Invariant($"{i % 7},{i % 5},{(i % 2 == 0 ? "a" : "b")}"))]);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_table_is_judged_by_its_rows()
    {
        var result = FewShotEvaluating.Run(Options("class"));

        Assert.Equal(FewShotEvaluating.TableSystem, result.Comparison.System);
        Assert.Equal(6 * 3, result.Comparison.Scores.Count);
    }

    [Fact]
    public void A_table_without_a_named_column_of_classes_is_refused() =>
        Assert.Contains("no column of classes is named", Assert.Throws<InputException>(() => FewShotEvaluating.Run(Options(null))).Message);

    [Fact]
    public void Images_with_a_column_of_classes_are_refused()
    {
        var options = Options("class") with { Data = new ImageDataOptions { Path = "fashion-mnist-excerpt" } };

        Assert.Contains("holds images", Assert.Throws<InputException>(() => FewShotEvaluating.Run(options)).Message);
    }

    private FewShotOptions Options(string? target) => new()
    {
        Data = new ImageDataOptions { Path = _file }, Target = target, Shots = 2, Draws = 3,
    };
}
