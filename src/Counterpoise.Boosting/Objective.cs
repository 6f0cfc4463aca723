namespace Counterpoise.Boosting;

/// <summary>The loss: of the sigmoid for two classes, of the softmax for more.</summary>
internal static class Objective
{
    public static void Set(BoosterHandle booster, int classCount)
    {
        // Later versions guess the starting score from the labels; half is what all versions can agree on.
        booster.Set("base_score", 0.5);
        if (classCount == 2)
        {
            booster.Set("objective", "binary:logistic");
            booster.Set("eval_metric", "logloss");
            return;
        }

        booster.Set("objective", "multi:softprob");
        booster.Set("num_class", classCount);
        booster.Set("eval_metric", "mlogloss");
    }
}
