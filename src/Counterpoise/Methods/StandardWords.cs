using static Counterpoise.Methods.MethodPart;

namespace Counterpoise.Methods;

/// <summary>The words that ship.</summary>
internal static class StandardWords
{
    public static IReadOnlyDictionary<string, string> Renamed { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["weights"] = "wce",
        ["logit-adjustment"] = "post-hoc-la",
    };

    /// <summary>What others call the methods, and what they are here.</summary>
    public static IReadOnlyDictionary<string, string> Foreign { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["balanced-softmax"] = "la",
        ["logit-adjusted"] = "la",
        ["drw"] = "ldam-drw or ce-drw",
        ["class-balanced"] = "cb",
        ["class-weights"] = "wce",
        ["balanced"] = "wce",
        ["weighted"] = "wce",
        ["cross-entropy"] = "ce",
        ["focal-loss"] = "focal",
        ["oversample"] = "random-over",
        ["undersample"] = "random-under",
    };

    public static MethodWord[] Inputs { get; } =
    [
        new("majority", Input, "majority class",
            "Looks at nothing and always predicts the class priors of the training rows, so the most frequent class."),
        new("linear", Input, "linear model on pixels", "Logistic regression on pixels, for images."),
        new("probe", Input, "linear probe", "Logistic regression on the features of a frozen network, for images."),
        new("isolation-forest", Input, "isolation forest of the majority",
            "Strangeness to the majority class on frozen features, for images; a classifier of that name for tables."),
        new("nearest-distance", Input, "distance to the majority",
            "Distance to the nearest images of the majority class on frozen features, for images; a classifier of that name for tables."),
        new("head", Input, "small network on frozen features",
            "A hidden layer on the features of a frozen network, trained with any loss, second stage and decision, for images."),
    ];

    public static MethodWord[] Data => [.. DataMethods.All.Select(m => new MethodWord(m.Name, MethodPart.Data, m.Label, m.Description))];

    public static MethodWord[] Losses { get; } =
    [
        new("ce", Loss, "cross-entropy",
            "Plain training: cross-entropy for networks, the rows as they are for other classifiers, which call it none."),
        new("wce", Loss, "class weights", "Every class weighs the same: a row of class c counts n / (C·n_c)."),
        new("cb", Loss, "class-balanced weights", "Classes weigh by their effective number of rows."),
        new("la", Loss, "logit adjustment in training",
            "Cross-entropy of logits shifted by the logarithms of the class priors (balanced softmax)."),
        new("ldam", Loss, "label-distribution-aware margins", "Margins that are larger for classes with fewer rows."),
        new("vs", Loss, "vector scaling", "Logits multiplied and shifted by the class priors."),
        new("focal", Loss, "focal loss", "Cross-entropy that counts rows less, the surer the model is of them."),
    ];

    public static MethodWord[] Contrastives { get; } =
    [
        new("supcon", Contrastive, "supervised contrastive loss",
            "Pulls embeddings of a class together and pushes others away, with a fixed temperature and weight."),
        new("acl", Contrastive, "adaptive contrastive loss",
            "Supervised contrastive, with temperature and weight from the class counts; alone in a name it stands beside class weights.")
        {
            DefaultLoss = "wce",
            AdaptiveOf = "supcon",
        },
        new("bcl", Contrastive, "balanced contrastive loss", "Every class weighs the same in the denominator; with learnt prototypes."),
        new("kcl", Contrastive, "k-positive contrastive loss", "Supervised contrastive with k positives for every anchor."),
        new("tsc", Contrastive, "targeted contrastive loss", "Classes are drawn to points that are uniform on the sphere."),
        new("proco", Contrastive, "probabilistic contrastive loss", "A von Mises-Fisher distribution for each class."),
        new("supmin", Contrastive, "supervised minority contrastive loss", "Supervised contrastive for all classes but the most frequent."),
        new("supproto", Contrastive, "contrastive loss with supervised prototypes",
            "Own views, and a fixed prototype for every class until its rows are near it."),
        new("paco", Contrastive, "parametric contrastive loss",
            "One softmax over adjusted logits and similarities; alone in a name it stands beside logit adjustment.")
        {
            DefaultLoss = "la",
        },
    ];

    public static MethodWord[] Stages { get; } =
    [
        new("crt", Stage, "last layer retrained", "The last layer is trained anew with class-balanced sampling."),
        new("lws", Stage, "last layer rescaled",
            "The weights of each class are multiplied by a factor that is learnt with class-balanced sampling."),
        new("tau-norm", Stage, "last layer τ-normalised",
            "The weights of each class are divided by a power of their norm that is chosen on the validation split."),
    ];

    public static MethodWord[] Decisions { get; } =
    [
        new("threshold", Decision, "tuned threshold",
            "For each metric of decisions the threshold (with several classes: a weight per class) is where validation rows are best."),
        new("post-hoc-la", Decision, "post-hoc logit adjustment",
            "Probabilities are divided by the class priors of the training rows; of a network by a power of them, from the validation "
                + "split."),
    ];
}
