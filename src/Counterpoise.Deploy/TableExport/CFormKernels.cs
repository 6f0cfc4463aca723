namespace Counterpoise.Deploy.TableExport;

/// <summary>The C99 functions that forms call: no allocation; exp and log where a form needs them.</summary>
internal static class CFormKernels
{
    public const string Prepare =
        """
        /* Fills missing values, centres and scales numbers, and gives each category a column of 0 and 1. */
        static void prepare(const real *row, real *x)
        {
            for (int c = 0; c < (int)(sizeof fills / sizeof fills[0]); c++) {
                real v = row[c] != row[c] ? fills[c] : row[c];
                if (categories[c] == 0) *x++ = (v - means[c]) / scales[c];
                else for (int k = 0; k < categories[c]; k++) *x++ = v == (real)k ? ONE : ZERO;
            }
        }
        """;

    public const string Normalize =
        """
        static void normalize(real *p, int classes)
        {
            real sum = ZERO;
            for (int c = 0; c < classes; c++) sum += p[c];
            for (int c = 0; c < classes; c++) p[c] /= sum;
        }
        """;

    public const string Softmax =
        """
        static void softmax(real *p, int classes)
        {
            real largest = p[0], sum = ZERO;
            for (int c = 1; c < classes; c++) if (p[c] > largest) largest = p[c];
            for (int c = 0; c < classes; c++) {
                p[c] = EXP(p[c] - largest);
                sum += p[c];
            }
            for (int c = 0; c < classes; c++) p[c] /= sum;
        }
        """;

    public const string Dense =
        """
        static void dense(const real *x, const real *w, const real *b, int inputs, int outputs, real *y)
        {
            for (int o = 0; o < outputs; o++) {
                real sum = ZERO;
                for (int i = 0; i < inputs; i++) sum += w[o * inputs + i] * x[i];
                y[o] = sum + b[o];
            }
        }
        """;

    public const string Rectify =
        """
        static void rectify(real *y, int count)
        {
            for (int i = 0; i < count; i++) if (y[i] < ZERO) y[i] = ZERO;
        }
        """;

    public const string Vote =
        """
        static void vote(real *q, real *p, int classes, int members, real least)
        {
            real sum = ZERO;
            for (int c = 0; c < classes; c++) {
                q[c] = LOG(q[c] > least ? q[c] : least);
                sum += q[c];
            }
            sum /= (real)classes;
            for (int c = 0; c < classes; c++) p[c] += (q[c] - sum) / (real)members;
        }
        """;

    public const string Reweight =
        """
        static void reweight(real *p, const real *factors, int classes)
        {
            real sum = ZERO;
            for (int c = 0; c < classes; c++) sum += p[c] * factors[c];
            if (sum == ZERO) return;
            for (int c = 0; c < classes; c++) p[c] *= factors[c] / sum;
        }
        """;

    public const string Clipped =
        """
        static real clipped_log(real p, real least)
        {
            return LOG(p > least ? p : least);
        }
        """;

    public const string Steps =
        """
        static real steps(real v, const real *x, const real *y, int corners)
        {
            int after = 0;
            while (after < corners && x[after] < v) after++;
            if (after == 0) return y[0];
            if (after == corners) return y[corners - 1];
            if (x[after] == v) return y[after];
            return y[after - 1] + (y[after] - y[after - 1]) * (v - x[after - 1]) / (x[after] - x[after - 1]);
        }
        """;
}
