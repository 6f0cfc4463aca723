using System.CommandLine;
using System.CommandLine.Parsing;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Weighting;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>The options of methods on the command line of one verb: what the paper leaves open, each with the library's decision as its default.</summary>
internal sealed class MethodOptionSet
{
    private readonly Func<SymbolResult, IReadOnlyList<Method>> _chosen;
    private readonly List<MethodOption> _options;

    /// <summary>Makes the options and adds them to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="chosen">The names of the methods on the line; unknown ones are passed over.</param>
    public MethodOptionSet(Command command, Func<SymbolResult, IEnumerable<string>> chosen)
    {
        // The help asks for defaults without a line, and then there is no name.
        _chosen = result => [.. chosen(result).OfType<string>().Select(Method.Find).OfType<Method>()];
        _options = [.. AdaptiveRuleOptions(), .. ContrastiveOptions(), .. LossOptions(), .. ClassTermOptions()];
        HelpGroups.Add(command, "Methods", _options.Select(o => o.Option));
    }

    /// <summary>The methods with the options of the line, checked; people are told of options that change nothing.</summary>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">A value is out of its range.</exception>
    public Method[] Apply(ParseResult parsed, IReadOnlyList<Method> methods)
    {
        foreach (var given in _options.Where(o => parsed.GetResult(o.Option) is { Implicit: false } && !methods.Any(m => o.Concerns(m.Options))))
        {
            Terminal.Say($"warning: {given.Option.Name} changes nothing for {string.Join(", ", methods.Select(m => m.Name))}");
        }

        var set = methods.Select(m => m with { Options = _options.Aggregate(m.Options, (options, option) => option.Apply(parsed, options)) }).ToArray();
        Array.ForEach(set, m => m.Options.Validate());
        return set;
    }

    /// <summary>The options that the line or the file gives, such as <c>initial-temperature 0.07</c>.</summary>
    public string[] Given(ParseResult parsed) => [.. _options.Select(o => parsed.GetResult(o.Option)).OfType<OptionResult>().Where(r => !r.Implicit).Select(r => $"{r.Option.Name.TrimStart('-')} {string.Join(' ', r.Tokens.Select(t => t.Value))}")];

    /// <summary>The options of a method in the words of the command line.</summary>
    public string Describe(Method method) => _options.Select(o => o.Describe(method.Options)).OfType<string>().ToArray() is { Length: > 0 } texts ? string.Join(", ", texts) : "none";

    private IEnumerable<MethodOption> AdaptiveRuleOptions()
    {
        static bool Adapts(MethodOptions o) => o.Contrastive == ContrastiveKind.Adaptive;
        MethodOption Number(string name, string description, Func<AdaptiveContrastiveOptions, double> get, Func<AdaptiveContrastiveOptions, double, AdaptiveContrastiveOptions> set) =>
            new MethodOption<double?>(name, description, Adapts, o => get(o.Adaptive), (o, v) => o with { Adaptive = set(o.Adaptive, v!.Value) }, _chosen);
        yield return Number("--initial-temperature", "τ0 of the adaptive rule: τ = clip(τ0 (1 − σ), minimum, maximum).", a => a.InitialTemperature, (a, v) => a with { InitialTemperature = v });
        yield return Number("--minimum-temperature", "Lower bound of τ.", a => a.MinimumTemperature, (a, v) => a with { MinimumTemperature = v });
        yield return Number("--maximum-temperature", "Upper bound of τ.", a => a.MaximumTemperature, (a, v) => a with { MaximumTemperature = v });
        yield return Number("--initial-weight", "λ0 of the adaptive rule: λ = clip(λ0 (1 + σ), minimum, maximum); from 1 up λ is always 1.", a => a.InitialWeight, (a, v) => a with { InitialWeight = v });
        yield return Number("--minimum-weight", "Lower bound of λ.", a => a.MinimumWeight, (a, v) => a with { MinimumWeight = v });
        yield return Number("--maximum-weight", "Upper bound of λ.", a => a.MaximumWeight, (a, v) => a with { MaximumWeight = v });
        yield return Choice("--sigma-mode", "σ as in the paper, or over its largest value for this number of classes.", Adapts, o => o.Adaptive.SigmaMode, (o, v) => o with { Adaptive = o.Adaptive with { SigmaMode = v } }, ("plain", SigmaMode.Paper), ("normalised", SigmaMode.Normalised));
        yield return new MethodOption<int?>("--sigma-ddof", "Degrees of freedom that σ's standard deviation leaves out: 0 (population) or 1 (sample).", Adapts, o => o.Adaptive.DeltaDegreesOfFreedom, (o, v) => o with { Adaptive = o.Adaptive with { DeltaDegreesOfFreedom = v!.Value } }, _chosen);
    }

    private IEnumerable<MethodOption> ContrastiveOptions()
    {
        static bool Contrasts(MethodOptions o) => o.Contrastive != ContrastiveKind.None;
        static bool IsFixed(MethodOptions o) => o.Contrastive == ContrastiveKind.Fixed;
        yield return new MethodOption<double?>("--fixed-temperature", "τ of methods with fixed constants.", IsFixed, o => o.FixedTemperature, (o, v) => o with { FixedTemperature = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--fixed-weight", "λ of methods with fixed constants.", IsFixed, o => o.FixedWeight, (o, v) => o with { FixedWeight = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--base-temperature", "τ_base of the factor τ/τ_base on the supervised contrastive loss, 0.07 in its official code; no factor where left out.", o => Contrasts(o) && o.ContrastiveTerm == ContrastiveTermKind.Supervised, o => o.ContrastiveScaleTemperature, (o, v) => o with { ContrastiveScaleTemperature = v }, _chosen);
        yield return new MethodOption<int?>("--positives", "k of the k-positive and the targeted contrastive loss.", o => Contrasts(o) && o.ContrastiveTerm is ContrastiveTermKind.KPositive or ContrastiveTermKind.Targeted, o => o.Positives, (o, v) => o with { Positives = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--target-weight", "w of the targeted contrastive loss: the weight of a class's point as a positive.", o => Contrasts(o) && o.ContrastiveTerm == ContrastiveTermKind.Targeted, o => o.TargetWeight, (o, v) => o with { TargetWeight = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--prototype-margin", "ε of the contrastive loss with supervised prototypes: how much nearer to its own prototype an image is no longer drawn to it.", o => Contrasts(o) && o.ContrastiveTerm == ContrastiveTermKind.Prototypes, o => o.PrototypeMargin, (o, v) => o with { PrototypeMargin = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--sample-weight", "α of the parametric contrastive loss: the weight of a row as a positive beside its class.", o => Contrasts(o) && o.ContrastiveTerm == ContrastiveTermKind.Parametric, o => o.SampleWeight, (o, v) => o with { SampleWeight = v!.Value }, _chosen);
        yield return Choice("--projection", "The head between embedding and contrastive loss.", Contrasts, o => o.Projection, (o, v) => o with { Projection = v }, ("mlp", ProjectionKind.Mlp), ("linear", ProjectionKind.Linear), ("none", ProjectionKind.None));
        yield return new MethodOption<int?>("--projection-size", "Numbers that the projection head gives.", Contrasts, o => o.ProjectionSize, (o, v) => o with { ProjectionSize = v!.Value }, _chosen);
    }

    private IEnumerable<MethodOption> LossOptions()
    {
        static bool Weighs(MethodOptions o) => o.ClassTerm is ClassTermKind.WeightedCrossEntropy or ClassTermKind.ClassBalanced;
        static bool Reduces(MethodOptions o) => !o.DeferredReweighting && (Weighs(o) || o.ClassTerm == ClassTermKind.CrossEntropy);
        static bool Contrasts(MethodOptions o) => o.Contrastive != ContrastiveKind.None && o.ContrastiveTerm is not (ContrastiveTermKind.Probabilistic or ContrastiveTermKind.Parametric);
        yield return new MethodOption<double?>("--deferred-share", "The share of the epochs before deferred class weights set in.", o => o.DeferredReweighting, o => o.DeferredShare, (o, v) => o with { DeferredShare = v!.Value }, _chosen);
        static bool Trains(MethodOptions o) => o.SecondStage is { Kind: HeadStageKind.Retraining or HeadStageKind.Rescaling };
        yield return new MethodOption<int?>("--stage-epochs", "Epochs of a second stage of the last layer.", Trains, o => o.SecondStage?.Epochs, (o, v) => o with { SecondStage = o.SecondStage! with { Epochs = v!.Value } }, _chosen);
        yield return new MethodOption<double?>("--stage-rate", "Learning rate of a second stage of the last layer.", Trains, o => o.SecondStage?.LearningRate, (o, v) => o with { SecondStage = o.SecondStage! with { LearningRate = v!.Value } }, _chosen);
        var reduction = Choice("--reduction", "How losses become one number: the mean; the paper's sum; or over the sum of the weights, and over anchors that have a positive.", o => Reduces(o) || Contrasts(o), Reduction, (o, v) => o with
        {
            ClassReduction = !Reduces(o) ? o.ClassReduction : v,
            ContrastiveReduction = !Contrasts(o) ? o.ContrastiveReduction : v switch { ClassReduction.Sum => ContrastiveReduction.Sum, ClassReduction.WeightedMean => ContrastiveReduction.MeanOfValid, _ => ContrastiveReduction.Mean },
        }, ("mean", ClassReduction.Mean), ("paper-sum", ClassReduction.Sum), ("weighted-mean", ClassReduction.WeightedMean));
        yield return reduction;
        yield return Anchors(Contrasts, reduction.Option);
        yield return Choice("--weight-scale", "Class weights 1/(C f), the average row weighing 1, or the paper's 1/f.", o => o.ClassTerm == ClassTermKind.WeightedCrossEntropy, o => o.WeightScale, (o, v) => o with { WeightScale = v }, ("per-class", WeightScale.MeanOne), ("raw", WeightScale.Raw));
        static ClassReduction Reduction(MethodOptions o) => Reduces(o) ? o.ClassReduction : o.ContrastiveReduction == ContrastiveReduction.Sum ? ClassReduction.Sum : ClassReduction.Mean;
    }

    private IEnumerable<MethodOption> ClassTermOptions()
    {
        yield return new MethodOption<double?>("--adjustment-strength", "τ of logit adjustment, vector scaling and the shares in probabilistic contrast.", o => o.ClassTerm is ClassTermKind.LogitAdjustment or ClassTermKind.VectorScaling || o is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Probabilistic }, o => o.AdjustmentStrength, (o, v) => o with { AdjustmentStrength = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--effective-number-beta", "β of class-balanced weights, in [0, 1).", o => o.ClassTerm == ClassTermKind.ClassBalanced || (o.DeferredReweighting && o.ClassTerm != ClassTermKind.WeightedCrossEntropy), o => o.EffectiveNumberBeta, (o, v) => o with { EffectiveNumberBeta = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--largest-margin", "The margin of the rarest class in label-distribution-aware margins.", o => o.ClassTerm == ClassTermKind.Ldam, o => o.LargestMargin, (o, v) => o with { LargestMargin = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--margin-scale", "s of label-distribution-aware margins: the factor on logits less their margins.", o => o.ClassTerm == ClassTermKind.Ldam, o => o.MarginScale, (o, v) => o with { MarginScale = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--vector-gamma", "γ of vector scaling: the power of a class's share in the factor on its logit.", o => o.ClassTerm == ClassTermKind.VectorScaling, o => o.VectorGamma, (o, v) => o with { VectorGamma = v!.Value }, _chosen);
        yield return new MethodOption<double?>("--focal-gamma", "γ of the focal loss.", o => o.ClassTerm == ClassTermKind.Focal, o => o.FocalGamma, (o, v) => o with { FocalGamma = v!.Value }, _chosen);
    }

    /// <summary>A sum is the same either way, a mean is not; what is not said follows the reduction.</summary>
    private MethodOption<string?> Anchors(Func<MethodOptions, bool> contrasts, Option<string?> reduction)
    {
        var anchors = Choice("--anchors-without-positives", "Whether anchors alone in their class count 0 in the contrastive mean or are left out of it; weighted-mean leaves them out.", contrasts, o => o.ContrastiveReduction == ContrastiveReduction.MeanOfValid, (o, excluded) => o with
        {
            ContrastiveReduction = o.ContrastiveReduction == ContrastiveReduction.Sum ? ContrastiveReduction.Sum : excluded ? ContrastiveReduction.MeanOfValid : ContrastiveReduction.Mean,
        }, ("in-mean", false), ("excluded", true));
        var own = anchors.Option.DefaultValueFactory!;
        anchors.Option.DefaultValueFactory = result => own(result) is { } value ? result.GetValue(reduction) == "weighted-mean" ? "excluded" : value : null;
        return anchors;
    }

    private MethodOption<string?> Choice<T>(string name, string description, Func<MethodOptions, bool> concerns, Func<MethodOptions, T> get, Func<MethodOptions, T, MethodOptions> set, params (string Name, T Value)[] choices)
    {
        var option = new MethodOption<string?>(
            name,
            description,
            concerns,
            o => choices.First(c => Equals(c.Value, get(o))).Name,
            (o, v) => set(o, choices.First(c => c.Name.Equals(v, StringComparison.OrdinalIgnoreCase)).Value),
            _chosen);
        option.Option.HelpName = string.Join('|', choices.Select(c => c.Name));
        option.Option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. choices.Select(c => c.Name)]);
        return option;
    }
}
