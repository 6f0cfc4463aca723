using Counterpoise.Deploy.Int8;

namespace Counterpoise.Deploy.CExport;

/// <summary>The C99 functions that layers call: no allocation, no library. <c>int</c> must have 32 bits.</summary>
internal static class CKernels
{
    public const string Clamp =
        """
        static int8_t clamp(int32_t v, int32_t low, int32_t high)
        {
            return (int8_t)(v < low ? low : v > high ? high : v);
        }
        """;

    public const string Convolution =
        """
        static void convolution(const int8_t *x, int xh, int xw, int xc, int zx, const int8_t *w, const int32_t *b,
                                const int32_t *m, const int32_t *n, int each, int kh, int kw, int sh, int sw, int top, int left,
                                int dh, int dw, int8_t *y, int yh, int yw, int yc, int zy, int low, int high)
        {
            for (int r = 0; r < yh; r++)
                for (int c = 0; c < yw; c++)
                    for (int o = 0; o < yc; o++) {
                        int32_t sum = b[o];
                        for (int i = 0; i < kh; i++) {
                            int row = r * sh + i * dh - top;
                            if (row < 0 || row >= xh) continue;
                            for (int j = 0; j < kw; j++) {
                                int column = c * sw + j * dw - left;
                                if (column < 0 || column >= xw) continue;
                                const int8_t *p = x + (row * xw + column) * xc;
                                const int8_t *q = w + ((o * kh + i) * kw + j) * xc;
                                for (int k = 0; k < xc; k++) sum += (p[k] - zx) * q[k];
                            }
                        }
                        *y++ = clamp(scale(sum, m[each ? o : 0], n[each ? o : 0]) + zy, low, high);
                    }
        }
        """;

    public const string Depthwise =
        """
        static void depthwise(const int8_t *x, int xh, int xw, int xc, int zx, const int8_t *w, const int32_t *b,
                              const int32_t *m, const int32_t *n, int each, int kh, int kw, int sh, int sw, int top, int left,
                              int dh, int dw, int8_t *y, int yh, int yw, int yc, int zy, int low, int high)
        {
            int multiplier = yc / xc;
            for (int r = 0; r < yh; r++)
                for (int c = 0; c < yw; c++)
                    for (int o = 0; o < yc; o++) {
                        int32_t sum = b[o];
                        for (int i = 0; i < kh; i++) {
                            int row = r * sh + i * dh - top;
                            if (row < 0 || row >= xh) continue;
                            for (int j = 0; j < kw; j++) {
                                int column = c * sw + j * dw - left;
                                if (column < 0 || column >= xw) continue;
                                sum += (x[(row * xw + column) * xc + o / multiplier] - zx) * w[(i * kw + j) * yc + o];
                            }
                        }
                        *y++ = clamp(scale(sum, m[each ? o : 0], n[each ? o : 0]) + zy, low, high);
                    }
        }
        """;

    public const string Dense =
        """
        static void dense(const int8_t *x, int inputs, int zx, const int8_t *w, const int32_t *b, const int32_t *m, const int32_t *n,
                          int each, int8_t *y, int outputs, int zy, int low, int high)
        {
            for (int o = 0; o < outputs; o++) {
                int32_t sum = b[o];
                for (int i = 0; i < inputs; i++) sum += (x[i] - zx) * *w++;
                y[o] = clamp(scale(sum, m[each ? o : 0], n[each ? o : 0]) + zy, low, high);
            }
        }
        """;

    public const string Addition =
        """
        static void add(const int8_t *a, int za, int32_t ma, int32_t na, const int8_t *b, int zb, int32_t mb, int32_t nb,
                        int32_t m, int32_t n, int8_t *y, int count, int zy, int low, int high)
        {
            for (int i = 0; i < count; i++) {
                int32_t sum = scale((a[i] - za) * 1048576, ma, na) + scale((b[i] - zb) * 1048576, mb, nb);
                y[i] = clamp(scale(sum, m, n) + zy, low, high);
            }
        }
        """;

    public const string AveragePool =
        """
        static void average_pool(const int8_t *x, int xh, int xw, int channels, int kh, int kw, int sh, int sw, int top, int left,
                                 int8_t *y, int yh, int yw, int low, int high)
        {
            for (int r = 0; r < yh; r++)
                for (int c = 0; c < yw; c++)
                    for (int o = 0; o < channels; o++) {
                        int32_t sum = 0, count = 0;
                        for (int i = 0; i < kh; i++)
                            for (int j = 0; j < kw; j++) {
                                int row = r * sh + i - top, column = c * sw + j - left;
                                if (row < 0 || row >= xh || column < 0 || column >= xw) continue;
                                sum += x[(row * xw + column) * channels + o];
                                count++;
                            }
                        *y++ = clamp((sum > 0 ? sum + count / 2 : sum - count / 2) / count, low, high);
                    }
        }
        """;

    public const string MaxPool =
        """
        static void max_pool(const int8_t *x, int xh, int xw, int channels, int kh, int kw, int sh, int sw, int top, int left,
                             int8_t *y, int yh, int yw)
        {
            for (int r = 0; r < yh; r++)
                for (int c = 0; c < yw; c++)
                    for (int o = 0; o < channels; o++) {
                        int8_t greatest = -128;
                        for (int i = 0; i < kh; i++)
                            for (int j = 0; j < kw; j++) {
                                int row = r * sh + i - top, column = c * sw + j - left;
                                if (row < 0 || row >= xh || column < 0 || column >= xw) continue;
                                if (x[(row * xw + column) * channels + o] > greatest) greatest = x[(row * xw + column) * channels + o];
                            }
                        *y++ = greatest;
                    }
        }
        """;

    public const string Softmax =
        """
        static void softmax(const int8_t *x, const float *exponentials, int8_t *y, int count)
        {
            int32_t greatest = -128;
            float sum = 0.0f, inverse;
            for (int i = 0; i < count; i++) if (x[i] > greatest) greatest = x[i];
            for (int i = 0; i < count; i++) sum += exponentials[greatest - x[i]];
            inverse = 1.0f / (sum * 0.00390625f);
            for (int i = 0; i < count; i++)
                y[i] = clamp((int32_t)(exponentials[greatest - x[i]] * inverse + 0.5f) - 128, -128, 127);
        }
        """;

    public const string Lookup =
        """
        static void lookup(const int8_t *x, const int8_t *table, int8_t *y, int count)
        {
            for (int i = 0; i < count; i++) y[i] = table[x[i] + 128];
        }
        """;

    public const string Gate =
        """
        static void gate(const int8_t *x, int zx, const int8_t *g, int channels, int zg, int32_t m, int32_t n, int8_t *y, int count,
                         int zy, int low, int high)
        {
            for (int i = 0; i < count; i++) y[i] = clamp(scale((x[i] - zx) * (g[i % channels] - zg), m, n) + zy, low, high);
        }
        """;

    public static string Scale(RoundingMode mode) => mode switch
    {
        RoundingMode.Single =>
            """
            static int32_t scale(int32_t sum, int32_t m, int32_t n)
            {
                /* Shifts of negative numbers keep the sign, as in every compiler for these devices. */
                return (int32_t)(((int64_t)sum * m + ((int64_t)1 << (30 + n))) >> (31 + n));
            }
            """,
        RoundingMode.Double => High +
            """

            static int32_t scale(int32_t sum, int32_t m, int32_t n)
            {
                int32_t v = high_product(sum, m, n), mask, threshold;
                if (n <= 0) return v;
                mask = (int32_t)(((int64_t)1 << n) - 1);
                threshold = (mask >> 1) + (v < 0 ? 1 : 0);
                return (v >> n) + ((v & mask) > threshold ? 1 : 0);
            }
            """,
        _ => High +
            """

            static int32_t scale(int32_t sum, int32_t m, int32_t n)
            {
                int32_t v = high_product(sum, m, n);
                return n <= 0 ? v : (int32_t)((v + ((int64_t)1 << (n - 1))) >> n);
            }
            """,
    };

    private const string High =
        """
        static int32_t high_product(int32_t sum, int32_t m, int32_t n)
        {
            int64_t p = (int64_t)sum * ((int64_t)1 << (n < 0 ? -n : 0)) * m;
            int64_t nudge = p >= 0 ? (int64_t)1 << 30 : 1 - ((int64_t)1 << 30);
            return (int32_t)((p + nudge) / ((int64_t)1 << 31));
        }

        """;
}
