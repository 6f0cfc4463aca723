using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Methods;
using Counterpoise.Options;

namespace Counterpoise.Experiments;

/// <summary>Makes methods for tables of their names: a sampler, weights of the classes and a decision compose.</summary>
internal static class ComposedMethods
{
    private const string None = "none";

    public static TableMethod Create(MethodVariant variant, IReadOnlyList<Learner> learners, IReadOnlyList<string>? classNames)
    {
        var name = variant.Method;
        RequireTakable(name);
        var sampler = name.Data is { } data ? Sampler.Create(variant, DataMethods.Find(data)!, learners, classNames) : null;
        var weights = Weights(variant, classNames);
        var words = MethodVocabulary.Standard;
        var description = new ComparisonMethod
        {
            Name = variant.Name ?? name.ToString(None),
            Label = variant.Name ?? (name.IsPlain ? "no resampling" : words.Describe(name)),
            Description = Describe(name, sampler, weights.Changed),
            IsControl = name.Data is null,
            Level = name.Input is null ? name.Level : MethodLevel.Plain,
            Decision = name.Decision switch { "threshold" =>
                DecisionRule.Tuned, "post-hoc-la" => DecisionRule.LogitAdjusted, _ => DecisionRule.MostProbable },
            ModelsOf = name.Decision is null ? null : name.Models.ToString(None),
        };
        var models = Settings(name, sampler, weights.Changed);
        return new TableMethod(description, new Dictionary<string, string>(), counts => Choose(name, sampler, weights.Weigh, counts))
        {
            Models = models,
            Identity = [.. models, .. name.Decision is { } decision ? [new("method.decision", CellKey.NameOf(decision))]
                : Array.Empty<KeyValuePair<string, string>>()],
        };
    }

    private static MethodChoice Choose(MethodName name, Sampler? sampler, Func<IClassifier, IClassifier>? weigh, int[] counts)
    {
        if (name.Input is not null)
        {
            return new MethodChoice(null, null, _ => new ClassPrior());
        }

        return sampler?.For(counts) is var (resampler, note) ? new MethodChoice(resampler, note, weigh)
            : new MethodChoice(null, null, weigh);
    }

    /// <summary>What determines the models: words and changed options.</summary>
    private static List<KeyValuePair<string,
        string>> Settings(MethodName name, Sampler? sampler, IReadOnlyDictionary<string, string> weights)
    {
        var settings = new List<KeyValuePair<string, string>>();
        void Add(string key, string? word, IReadOnlyDictionary<string, string>? changed)
        {
            if (word is not null)
            {
                settings.Add(new(key, CellKey.NameOf(word)));
                settings.AddRange((changed ?? new Dictionary<string, string>())
                    .Select(o => KeyValuePair.Create($"{key}.{CellKey.NameOf(o.Key)}", o.Value)));
            }
        }

        Add("method.input", name.Input, null);
        Add("method.data", name.Data, sampler?.Changed);
        Add("method.loss", name.Loss, weights);
        return settings;
    }

    private static (Func<IClassifier, IClassifier>? Weigh, IReadOnlyDictionary<string, string> Changed) Weights(
        MethodVariant variant, IReadOnlyList<string>? classNames)
    {
        var given = variant.OptionsOf(variant.Method.Loss);
        if (variant.Method.Loss == "cb")
        {
            var bound = OptionSchema.Of(new EffectiveNumberOptions()).Bind("cb", given);
            return (c => new EffectiveNumberWeighted(c, (EffectiveNumberOptions)bound.Value), bound.Changed);
        }

        if (variant.Method.Loss == "wce")
        {
            var bound = OptionSchema.Of(new ClassWeightOptions()).Bind("wce", given);
            var own = ((ClassWeightOptions)bound.Value).Weights;
            // Names that do not fit are told before anything is fitted, where the classes are known.
            var ofClass = classNames is null ? null : own?.For(classNames);
            return (c => own is null ? new ClassWeighted(c) : new CostWeighted(c, ofClass ?? throw new ArgumentException(
                "wce.weights names classes, and the data sets have different ones: run them apart")), bound.Changed);
        }

        if (given.Count > 0)
        {
            throw new ArgumentException(
                $"{variant.Method.Loss} has no options for tables, and {string.Join(", ", given.Keys)} is given: leave it out");
        }

        return (null, given);
    }

    /// <summary>Refuses what only networks can do.</summary>
    private static void RequireTakable(MethodName name)
    {
        string? Refusal() => name switch
        {
            { Input: not null and not "majority" } => $"{name.Input} is for images: name a classifier in its place",
            { Input: "majority" } when name != new MethodName { Input = "majority" } =>
                "majority looks at no row, so that nothing can be composed with it",
            { Contrastive: { } term } => $"{term} is a contrastive loss, which classifiers of tables cannot be trained with: leave it out",
            { Stage: { } stage } => $"{stage} trains the last layer of a network, which classifiers of tables do not have: leave it out",
            { IsDeferred: true } =>
                "-drw weighs classes in the last epochs of a network, and classifiers of tables have no epochs: leave it out",
            { Loss: "la" } => "la is a loss of networks: write post-hoc-la, which adjusts the probabilities of any classifier",
            { Loss: not (MethodName.PlainLoss or "wce" or "cb") } =>
                $"{name.Loss} is a loss of networks; classifiers of tables take class weights: write wce or cb",
            _ => null,
        };

        if (Refusal() is { } refusal)
        {
            throw new ArgumentException($"method '{name}': {refusal}");
        }
    }

    private static string Describe(MethodName name, Sampler? sampler, IReadOnlyDictionary<string, string> weights)
    {
        var words = MethodVocabulary.Standard;
        string[] losses = name.Loss == MethodName.PlainLoss ? [] : [words.Find(name.Loss)!.Description];
        string[] data = name.Data is { } sampled ? [words.Find(sampled)!.Description] : name.Input is null
            ? ["Learns from the rows as they are."] : [];
        string[] decisions = name.Decision is { } decision ? [words.Find(decision)!.Description] : [];
        string[] inputs = name.Input is { } input ? [words.Find(input)!.Description] : [];
        string[] changed = [.. (sampler?.Changed ?? new Dictionary<string, string>()).Concat(weights).Select(o => $"{o.Key} {o.Value}")];
        return string.Join(' ',
            [.. inputs, .. data, .. losses, .. decisions, .. changed.Length > 0 ? [$"Options: {string.Join(", ", changed)}."]
            : Array.Empty<string>()]);
    }
}
