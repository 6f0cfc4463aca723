using System.Reflection;
using Counterpoise.Classifiers;
using Counterpoise.Methods;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Methods;

public class MethodOptionsTests
{
    private static readonly string[] Classes = ["common", "rare"];

    public static TheoryData<string> Samplers => [.. DataMethods.All.Select(m => m.Name)];

    [Fact]
    public void Every_resampler_of_the_library_has_a_name()
    {
        var shipped = typeof(IResampler).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true } && t.IsAssignableTo(typeof(IResampler)));
        var named = DataMethods.All.Select(m => m.Create(m.Defaults).GetType()).ToHashSet();
        Assert.Empty(shipped.Where(t => !named.Contains(t)));
    }

    [Fact]
    public void Every_options_record_of_resampling_and_classifiers_is_that_of_a_name()
    {
        var records = typeof(IResampler).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal)
            && t.Namespace is "Counterpoise.Resampling" or "Counterpoise.Classifiers");
        var bound = DataMethods.All.Select(m => m.Defaults.GetType())
            .Concat(Learner.Standard.Select(l => l.Defaults.GetType()).Append(typeof(EffectiveNumberOptions)))
            .ToHashSet();
        Assert.Empty(records.Where(r => !bound.Contains(r)));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Every_option_of_a_sampler_is_set_by_name(string name)
    {
        var method = DataMethods.Find(name)!;
        BindEach(name, method.Schema(classNames: Classes), method.Defaults);
        Assert.NotNull(method.Create(method.Schema().Bind(name, new Dictionary<string, string>()).Value));
        foreach (var option in new[] { method.ClassNeighbors, method.Strategy }.OfType<string>().Concat(method.Distances))
        {
            Assert.True(method.Schema().Has(option), $"{name} has no option {option}");
        }
    }

    [Fact]
    public void Every_option_of_a_classifier_is_set_by_name() =>
        Assert.All(Learner.Standard, learner => BindEach(learner.Name, learner.Schema, learner.Defaults));

    [Fact]
    public void A_bound_option_changes_what_the_sampler_does()
    {
        var smote = DataMethods.Find("smote")!;
        var features = new DenseMatrix(12, 1);
        for (var i = 0; i < 12; i++)
        {
            features[i, 0] = i;
        }

        int[] labels = [.. Enumerable.Range(0, 12).Select(i => i < 9 ? 0 : 1)];
        var bound = smote.Schema(classNames: Classes)
            .Bind("smote", new Dictionary<string, string> { ["k"] = "1", ["strategy"] = "rare=5" });
        var result = smote.Create(bound.Value).Resample(features, labels, new RandomStream(1));
        Assert.Equal(5, result.Labels.Count(l => l == 1));
        Assert.Equal(new Dictionary<string, string> { ["k"] = "1", ["strategy"] = "rare=5" }, bound.Changed);
    }

    [Fact]
    public void Every_fault_of_names_and_values_is_listed_at_once()
    {
        var values = new Dictionary<string, string> { ["kk"] = "3", ["k"] = "many", ["neighbors.metric"] = "cosine" };
        var error = Assert.Throws<InvalidOptionsException>(() => DataMethods.Find("smote")!.Schema().Bind("smote", values));
        Assert.Equal(3, error.Faults.Count);
        Assert.Contains("smote has no option 'kk'; it has strategy, k, neighbors.metric, neighbors.threads", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("smote.k is 'many'; expected whole number", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected euclidean|", error.Message, StringComparison.Ordinal);
        Assert.Contains("at least 1",
            Assert.Throws<InvalidOptionsException>(
            () => DataMethods.Find("smote")!.Schema().Bind("smote", new Dictionary<string, string> { ["k"] = "0" })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strategy", "0", "is no ratio")]
    [InlineData("strategy", "odd=3", "there is no class 'odd'; the classes are common, rare")]
    [InlineData("strategy", "rare=x", "with a whole number")]
    [InlineData("strategy", "rare=3,rare=4", "stands twice")]
    [InlineData("strategy", "most", "is no sampling strategy")]
    public void A_strategy_that_is_none_says_what_is_wrong(string name, string text, string fault) =>
        Assert.Contains(fault,
            Assert.Throws<InvalidOptionsException>(
            () => DataMethods.Find("smote")!.Schema(classNames: Classes).Bind("smote", new Dictionary<string, string> { [name] = text }))
            .Message, StringComparison.Ordinal);

    [Fact]
    public void A_classifier_within_a_sampler_takes_its_own_options()
    {
        var schema = DataMethods.Find("smote-ipf")!.Schema();
        var options = (SmoteIpfOptions)schema.Bind(
            "smote-ipf", new Dictionary<string, string> { ["classifier"] = "logistic:ridge=2", ["smote.k"] = "3" }).Value;
        Assert.IsType<LogisticRegression>(options.Classifier);
        Assert.Equal(3, options.Smote.K);
        Assert.Contains("knn has no option 'q'",
            Assert.Throws<InvalidOptionsException>(
            () => schema.Bind("smote-ipf", new Dictionary<string, string> { ["classifier"] = "knn:q=2" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_defaults_of_options_stand_in_one_list_since_results_are_kept_under_them()
    {
        string[] lines =
        [
            .. DataMethods.All.SelectMany(m => m.Schema().Options.Select(o => $"{m.Name}.{o.Name}={o.Default}"))
                .Concat(Learner.Standard.SelectMany(l => l.Schema.Options.Select(o => $"{l.Name}.{o.Name}={o.Default}")))
                .Where(line => !line.Contains("threads", StringComparison.Ordinal)),
        ];
        var path = Path.Combine(Repository.Root, "tests/Counterpoise.Tests/Methods/options.txt");
        if (Environment.GetEnvironmentVariable("COUNTERPOISE_APPROVE") == "1")
        {
            File.WriteAllLines(path, lines);
        }

        Assert.Equal(File.ReadAllLines(path), lines);
    }

    [Fact]
    public void Every_option_has_a_line_of_documentation() =>
        Assert.All(DataMethods.All.SelectMany(m => m.Schema().Options).Concat(Learner.Standard.SelectMany(l => l.Schema.Options)), o =>
            Assert.True(o.Documentation.Length > 10, o.Name));

    /// <summary>Binds each option alone to a value that is not its default, and finds it in the record.</summary>
    private static void BindEach(string name, OptionSchema schema, object defaults)
    {
        var described = schema.Options;
        Assert.Equal(Leaves(defaults.GetType()), described.Count);
        foreach (var option in described)
        {
            var taken = Candidates(option).FirstOrDefault(text => Binds(schema, name, option.Name, text, defaults));
            Assert.True(taken is not null, $"{name}.{option.Name} takes none of {string.Join(", ", Candidates(option))}");
        }
    }

    private static bool Binds(OptionSchema schema, string name, string option, string text, object defaults)
    {
        try
        {
            var bound = schema.Bind(name, new Dictionary<string, string> { [option.Replace('-', '_')] = text });
            return (bound.Changed.ContainsKey(option) || option.EndsWith("threads", StringComparison.Ordinal))
                && !bound.Value.Equals(defaults);
        }
        catch (InvalidOptionsException error)
        {
            // Some measure Euclidean distances alone, and say so of a metric that reaches them.
            return error.Message.Contains("the metric must be Euclidean", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Candidates(OptionDescription option) => option.Kind switch
    {
        _ when option.Kind.StartsWith("true|false", StringComparison.Ordinal) => ["true", "false"],
        _ when option.Kind.StartsWith("auto, minority", StringComparison.Ordinal) => ["rare=4"],
        _ when option.Kind.Contains("with options as in", StringComparison.Ordinal) => ["logistic:ridge=2"],
        _ when option.Kind.StartsWith("number", StringComparison.Ordinal) => ["0.25", "0.75", "2"],
        _ when option.Kind.Contains('|', StringComparison.Ordinal) => option.Kind.Split(", or ")[0].Split('|'),
        _ => ["7", "8"],
    };

    private static int Leaves(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })
        .Sum(p => p.PropertyType.GetMethod("<Clone>$") is null ? 1 : Leaves(p.PropertyType));
}
