using Counterpoise.Comparisons;
using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Methods;
using Counterpoise.Options;

namespace Counterpoise.Tests.Learning.Methods;

public class MethodTests
{
    private static readonly int[] Severe = [75, 75, 75, 75, 1200];

    public static TheoryData<string> Names => [.. Method.Known.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_makes_an_objective(string name)
    {
        var objective = Method.Named(name.ToUpperInvariant()).Objective(Severe, epochs: 10);
        Assert.Equal(Method.Named(name).Options.Contrastive != ContrastiveKind.None, objective.ContrastiveTerm is not null);
        Assert.Equal(Severe, objective.ClassCounts.ToArray());
    }

    [Fact]
    public void Adaptive_and_fixed_differ_in_their_constants_alone()
    {
        var adaptive = Method.Named("acl").Objective(Severe).Schedule!.At(0);
        var constant = Method.Named("wce+supcon").Objective(Severe).Schedule!.At(0);
        Assert.Equal((0.07, 0.975), (adaptive.Temperature, adaptive.Weight), new Near());
        Assert.Equal((0.1, 0.75), (constant.Temperature, constant.Weight));
        var balanced = Method.Named("acl").Objective([300, 300, 300, 300, 300]).Schedule!.At(0);
        Assert.Equal((0.1, 0.75), (balanced.Temperature, balanced.Weight), new Near());
        Assert.IsType<WeightedCrossEntropy>(Method.Named("acl").Objective(Severe).ClassTerm);
    }

    [Fact]
    public void The_controls_are_known_and_an_unknown_method_is_told_what_there_is()
    {
        Assert.All(Method.Controls, name => Method.Named(name));
        Assert.Equal(Method.Known.Count, Method.Known.Select(m => m.Name).Distinct().Count());
        Assert.Contains("[SAMPLER/][LOSS", Assert.Throws<MethodNameException>(() => Method.Named("magic")).Message);
    }

    [Fact]
    public void A_weight_that_is_not_defined_is_refused_by_class_or_left_out_on_request()
    {
        Assert.Contains("class 1 has 0", Assert.Throws<ArgumentException>(() => Method.Named("wce").Objective([5, 0, 5])).Message);
        Assert.Contains("class 0 has 0", Assert.Throws<ArgumentException>(() => Method.Named("cb").Objective([0, 5])).Message);
        var lenient = Method.Named("acl") with { Options = Method.Named("acl")
            .Options with { Adaptive = new() { IgnoreEmptyClasses = true } } };
        Assert.Equal(0.1, lenient.Objective([5, 0, 5]).Schedule!.At(0).Temperature, 1e-12);
        Assert.NotNull(Method.Named("la").Objective([5, 0, 5]));
    }

    [Fact]
    public void The_balanced_term_learns_prototypes_of_the_projections_size()
    {
        using var prototypes = Assert.IsType<ClassPrototypes>(Method.Named("la+bcl").Objective(Severe).ContrastiveTerm!.LearntPart);
        Assert.Equal((5, 128), (prototypes.Classes, prototypes.Size));
        Assert.Null(Method.Named("acl").Objective(Severe).ContrastiveTerm!.LearntPart);
        var options = Method.Named("la+bcl").Options with { Projection = ProjectionKind.None, ContrastiveScaleTemperature = 0.07 };
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(options.Validate).Faults.Count);
    }

    [Theory]
    [InlineData("la+kcl-adaptive", ContrastiveTermKind.KPositive, ContrastiveKind.Adaptive, false)]
    [InlineData("LDAM-drw+bcl", ContrastiveTermKind.Balanced, ContrastiveKind.Fixed, true)]
    [InlineData("focal+supcon", ContrastiveTermKind.Supervised, ContrastiveKind.Fixed, false)]
    [InlineData("vs-drw", ContrastiveTermKind.Supervised, ContrastiveKind.None, true)]
    [InlineData("wce+supmin-adaptive", ContrastiveTermKind.Minority, ContrastiveKind.Adaptive, false)]
    [InlineData("ce+supproto", ContrastiveTermKind.Prototypes, ContrastiveKind.Fixed, false)]
    [InlineData("wce+tsc", ContrastiveTermKind.Targeted, ContrastiveKind.Fixed, false)]
    public void Every_cell_of_the_grid_has_a_name(string name, ContrastiveTermKind term, ContrastiveKind kind, bool deferred)
    {
        var method = Method.Named(name);
        Assert.Equal(name.ToLowerInvariant(), method.Name);
        Assert.Equal((term, kind, deferred), (method.Options.ContrastiveTerm, method.Options.Contrastive,
            method.Options.DeferredReweighting));
        Assert.Equal(kind != ContrastiveKind.None, method.Objective(Severe, epochs: 10).ContrastiveTerm is not null);
    }

    [Theory]
    [InlineData("ce+kcl:crt", HeadStageKind.Retraining, 1e-3)]
    [InlineData("la-drw+kcl-adaptive:LWS", HeadStageKind.Rescaling, 1e-2)]
    [InlineData("vs:tau-norm", HeadStageKind.Normalization, 1e-3)]
    [InlineData("ce+supmin/post-hoc-la", HeadStageKind.Adjustment, 1e-3)]
    public void A_second_stage_follows_any_cell_of_the_grid(string name, HeadStageKind kind, double rate)
    {
        var (method, plain) = (Method.Named(name), Method.Named(name.Split(':', '/')[0]));
        Assert.Equal(plain.Options with { SecondStage = new() { Kind = kind, LearningRate = rate } }, method.Options);
        Assert.Equal(name.ToLowerInvariant(), method.Name);
        Assert.StartsWith(plain.Description + ", then ", method.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_the_grid_and_of_the_field_mean_the_same()
    {
        Assert.All(new[] { "crt", "lws", "tau-norm" }, stage => Assert.Equal(Method.Named(stage).Options,
            Method.Named("ce:" + stage).Options));
        Assert.Equal(Method.Named("post-hoc-la").Options, Method.Named("ce/post-hoc-la").Options);
        Assert.Equal(Method.Named("acl").Options, Method.Named("wce+supcon-adaptive").Options);
        Assert.Equal((0.2, 1), (Method.Named("paco").Options.FixedTemperature, Method.Named("paco").Options.FixedWeight));
        Assert.Equal(DecisionRule.Tuned, Method.Named("wce/threshold").Decision);
        Assert.All(new[] { "", "+", "la+", "la+magic", "la+bcl+kcl", "drw", "-drw", "la-adaptive", "paco+bcl", "ce:", "ce:drw",
            "ce:crt:lws", "smote", "probe/la", "crt/post-hoc-la" }, name => Assert.Null(Method.Find(name)));
    }

    [Fact]
    public void Every_option_of_methods_is_set_by_the_word_it_belongs_to()
    {
        string[] structure = ["ClassTerm", "Contrastive", "ContrastiveTerm", "DeferredReweighting", "Adaptive", "SecondStage", "Kind"];
        string[] names = ["ce", "wce", "cb", "la", "ldam-drw", "vs", "focal", "acl", "ce+supcon", "ce+kcl", "ce+tsc", "ce+supproto",
            "paco", "ce+proco", "ce+bcl", "ce+supmin", "crt", "lws"];
        var changed = new HashSet<string>();
        foreach (var method in names.Select(Method.Named))
        {
            foreach (var (word, option) in method.Composition!.Words.SelectMany(word =>
                method.OptionsOf(word).Options.Select(o => (word, o))))
            {
                var set = Texts(option.Kind).Select(text => Set(method, $"{word}.{option.Name}", text))
                    .FirstOrDefault(o => o is not null && o != method.Options);
                Assert.True(set is not null, $"{method.Name}: {word}.{option.Name} ({option.Kind}) could not be set");
                Assert.True(option.Documentation.Length > 10, option.Name);
                changed.UnionWith(Differences(method.Options, set));
            }
        }

        Type[] records = [typeof(MethodOptions), typeof(AdaptiveContrastiveOptions), typeof(HeadStageOptions)];
        Assert.Empty(records.SelectMany(r => r.GetProperties()).Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name)
            .Except(structure).Except(changed));
    }

    [Fact]
    public void Options_of_an_adaptive_and_a_fixed_loss_cannot_be_taken_for_each_other()
    {
        var acl = Method.Of(MethodVariants.Parse(["acl"], ["acl.initial-temperature=0.07", "acl.scale-temperature=0.09"], [])[0]);
        Assert.Equal((0.07, 0.09), (acl.Options.Adaptive.InitialTemperature, acl.Options.ContrastiveScaleTemperature));
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            Method.Of(MethodVariants.Parse(["wce+supcon"], ["supcon.initial-temperature=0.07"], [])[0]));
        Assert.Contains("supcon has no option 'initial-temperature'; it has temperature, weight, scale-temperature", fault.Message,
            StringComparison.Ordinal);
        var variant = Method.Of(MethodVariants.Parse([], [], ["la-2=la;strength=2"])[0]);
        Assert.Equal(("la-2", 2), (variant.Name, variant.Options.AdjustmentStrength));
    }

    private static IEnumerable<string> Texts(string kind) => kind.StartsWith("true", StringComparison.Ordinal) ? ["true", "false"]
        : kind.StartsWith("class:weight", StringComparison.Ordinal) ? ["rare:2"]
        : kind.Contains('|', StringComparison.Ordinal) ? kind.Split(", or ")[0].Split('|')
            : kind.StartsWith("number", StringComparison.Ordinal) ? ["0.05", "0.35", "0.7"] : ["1", "7"];

    private static MethodOptions? Set(Method method, string option, string text)
    {
        try
        {
            return Method.Of(new MethodVariant(method.Composition!, new Dictionary<string, string> { [option] = text })).Options;
        }
        catch (InvalidOptionsException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Differences(object one, object other) =>
        one.GetType().GetProperties().Where(p => p.SetMethod is { IsPublic: true } && !Equals(p.GetValue(one), p.GetValue(other)))
        .SelectMany(p => p.Name is "Adaptive" or "SecondStage" ? Differences(p.GetValue(one)!, p.GetValue(other)!) : [p.Name]);

    [Theory]
    [InlineData("ce", true)]
    [InlineData("ce+supcon", true)]
    [InlineData("ce+bcl", true)]
    [InlineData("ce-drw", false)]
    [InlineData("ce+proco", false)]
    [InlineData("wce", false)]
    [InlineData("la", false)]
    [InlineData("acl", false)]
    [InlineData("paco", false)]
    [InlineData("post-hoc-la", false)]
    public void Plain_cross_entropy_alone_leaves_probabilities_by_the_shares_of_the_training(string name, bool follows) =>
        Assert.Equal(follows, Method.Named(name).FollowsClassPriors);

    [Fact]
    public void The_parametric_term_is_its_own_class_term()
    {
        var paco = Method.Named("paco").Options;
        Assert.Single(Assert.Throws<InvalidOptionsException>((paco with { ClassTerm = ClassTermKind.Focal }).Validate).Faults);
        Assert.Single(Assert.Throws<InvalidOptionsException>((paco with { DeferredReweighting = true }).Validate).Faults);
        (paco with { ClassTerm = ClassTermKind.CrossEntropy }).Validate();
    }

    [Fact]
    public void Bad_options_are_listed_together() =>
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new MethodOptions { FixedTemperature = 0, FocalGamma = -1, ProjectionSize = 0 }.Validate()).Faults.Count);

    private sealed class Near : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 1e-12
            && Math.Abs(x.Item2 - y.Item2) < 1e-12;

        public int GetHashCode((double, double) value) => 0;
    }
}
